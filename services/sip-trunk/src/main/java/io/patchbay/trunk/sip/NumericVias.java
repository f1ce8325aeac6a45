package io.patchbay.trunk.sip;

import gov.nist.core.net.AddressResolver;
import gov.nist.javax.sip.stack.HopImpl;
import gov.nist.javax.sip.stack.MessageProcessor;
import javax.sip.address.Hop;

/// Where responses go by their Via: an address, never a name. Whoever writes a name there is
/// answered where his request came from (`received`), and DNS is not asked while he waits, nor ever
/// for what a stranger has written.
final class NumericVias implements AddressResolver {
  @Override
  public Hop resolveAddress(Hop hop) {
    int port =
        hop.getPort() < 0 ? MessageProcessor.getDefaultPort(hop.getTransport()) : hop.getPort();
    String host = hop.getHost();
    // what begins with a bracket is an address or nothing: it is not looked up
    return new HopImpl(numeric(host) ? host : "[" + host + "]", port, hop.getTransport());
  }

  private static boolean numeric(String host) {
    return host.startsWith("[")
        || host.indexOf(':') >= 0
        || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
