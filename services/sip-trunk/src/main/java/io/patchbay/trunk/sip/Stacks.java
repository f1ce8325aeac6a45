package io.patchbay.trunk.sip;

import gov.nist.javax.sip.SipStackImpl;
import java.util.Properties;
import java.util.TooManyListenersException;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TransportAlreadySupportedException;

/// Makes a JAIN-SIP stack as parser, transports and transactions only.
final class Stacks {
  private static final String NIST = "gov.nist.javax.sip.";

  /// Octets of a message, head and body.
  static final int MAX_MESSAGE = 16_384;

  private static final String CIPHERS =
      "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
          + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

  private Stacks() {}

  static FrontStack create(SipSettings settings, Front front) {
    Properties properties = new Properties();
    properties.put("javax.sip.STACK_NAME", settings.name() + "-" + settings.udpPort());
    properties.put("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
    properties.put("javax.sip.ROUTER_PATH", HopRouter.class.getName());
    properties.put("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
    put(properties, "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
    put(properties, "REENTRANT_LISTENER", "true");
    put(properties, "THREAD_POOL_SIZE", "4");
    put(properties, "MAX_FORK_TIME_SECONDS", "0");
    put(properties, "DELIVER_UNSOLICITED_NOTIFY", "true");
    put(properties, "RECEIVE_UDP_BUFFER_SIZE", "4194304");
    put(properties, "SEND_UDP_BUFFER_SIZE", "4194304");
    put(properties, "MAX_MESSAGE_SIZE", Integer.toString(MAX_MESSAGE));
    put(properties, "READ_TIMEOUT", "30000");
    // what is too much is refused before it waits
    put(properties, "CONGESTION_CONTROL_TIMEOUT", "0");
    put(properties, "TIMER_CLASS_NAME", NIST + "stack.timers.ScheduledExecutorSipTimer");
    put(properties, "STACK_LOGGER", QuietStackLogger.class.getName());
    put(properties, "SERVER_LOGGER", NoServerLogger.class.getName());
    put(properties, "TRACE_LEVEL", "0");
    put(properties, "MESSAGE_PARSER_FACTORY", BoundedParserFactory.class.getName());
    put(properties, "SIP_MESSAGE_VALVE", GuardValve.class.getName());
    if (settings.tls()) {
      tls(properties, settings);
    }
    try {
      return new FrontStack(properties, front);
    } catch (PeerUnavailableException e) {
      throw new IllegalStateException("SIP stack: " + e.getMessage(), e);
    }
  }

  private static void tls(Properties properties, SipSettings settings) {
    put(properties, "TLS_CLIENT_AUTH_TYPE", "Disabled");
    put(properties, "TLS_CLIENT_PROTOCOLS", "TLSv1.3,TLSv1.2");
    put(properties, "ENABLED_CIPHER_SUITES", CIPHERS);
    properties.put("javax.net.ssl.keyStore", settings.keyStore());
    properties.put("javax.net.ssl.keyStoreType", "PKCS12");
    properties.put("javax.net.ssl.keyStorePassword", settings.keyStorePassword());
    properties.put("javax.net.ssl.trustStore", settings.keyStore());
    properties.put("javax.net.ssl.trustStoreType", "PKCS12");
    properties.put("javax.net.ssl.trustStorePassword", settings.keyStorePassword());
  }

  private static void put(Properties properties, String name, String value) {
    properties.put(NIST + name, value);
  }

  static SipProvider listen(SipStackImpl stack, SipSettings settings, SipListener listener) {
    try {
      SipProvider provider = stack.createSipProvider(point(stack, settings, "udp"));
      provider.addListeningPoint(point(stack, settings, "tcp"));
      if (settings.tls()) {
        provider.addListeningPoint(point(stack, settings, "tls"));
      }
      provider.addSipListener(listener);
      return provider;
    } catch (ObjectInUseException
        | TransportAlreadySupportedException
        | TooManyListenersException e) {
      throw new IllegalStateException("SIP stack: " + e.getMessage(), e);
    }
  }

  private static ListeningPoint point(SipStackImpl stack, SipSettings settings, String transport) {
    int port = settings.port(transport);
    try {
      return stack.createListeningPoint(settings.host(), port, transport);
    } catch (SipException | InvalidArgumentException e) {
      throw new IllegalStateException(
          "SIP port " + port + "/" + transport + " on " + settings.host() + " is taken", e);
    }
  }
}
