package io.patchbay.trunk.sip;

import com.google.common.base.Splitter;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.Allow;
import gov.nist.javax.sip.header.AllowList;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.text.ParseException;
import java.util.Map;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.Header;

/// Header fields that are the same in every message, made once.
final class Headers {
  final HeaderFactoryImpl factory = new HeaderFactoryImpl();
  final AddressFactoryImpl addresses = new AddressFactoryImpl();
  final Header allow;
  final Header supported;
  final Header server;
  final Header userAgent;
  final ContentTypeHeader sdp;

  Headers() {
    try {
      AllowList methods = new AllowList();
      for (String method : Splitter.on(", ").split(RequestChecks.ALLOW)) {
        methods.add(new Allow(method));
      }
      allow = methods;
      supported = factory.createHeader("Supported", "100rel");
      server = factory.createHeader("Server", "Patchbay");
      userAgent = factory.createHeader("User-Agent", "Patchbay");
      sdp = factory.createContentTypeHeader("application", "sdp");
    } catch (ParseException e) {
      throw new IllegalStateException("header fields that never change", e);
    }
  }

  /// Our Contact by transport.
  Map<String, ContactHeader> contacts(SipSettings settings) {
    try {
      return Map.of(
          "udp", contact(settings, "udp", ""),
          "tcp", contact(settings, "tcp", ";transport=tcp"),
          "tls", contact(settings, "tls", ";transport=tls"));
    } catch (ParseException e) {
      throw new IllegalArgumentException("SIP address " + settings.advertised(), e);
    }
  }

  private ContactHeader contact(SipSettings settings, String transport, String parameter)
      throws ParseException {
    String host = settings.advertised();
    String literal = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    return factory.createContactHeader(
        addresses.createAddress(
            "<sip:patchbay@" + literal + ":" + settings.port(transport) + parameter + ">"));
  }

  /// Puts a header field in. A list is one object per element with this stack, and Supported is
  /// said once.
  void put(SIPMessage message, Reply.Field field) throws ParseException {
    switch (field.name()) {
      case "Supported", "Require", "Unsupported", "Accept", "Allow-Events" -> {
        if (field.name().equals("Supported")) {
          message.removeHeader("Supported");
        }
        for (String element : Splitter.on(", ").split(field.value())) {
          message.addHeader(factory.createHeader(field.name(), element));
        }
      }
      case "Contact", "Max-Forwards" ->
          message.setHeader(factory.createHeader(field.name(), field.value()));
      default -> message.addHeader(factory.createHeader(field.name(), field.value()));
    }
  }
}
