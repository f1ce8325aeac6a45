package io.patchbay.trunk.sip;

import java.util.Map;
import java.util.Set;
import javax.sip.ListeningPoint;
import javax.sip.SipProvider;
import javax.sip.header.ContactHeader;

/// Where we are to a peer: the sockets that speak with it, and what stands in Via and Contact.
///
/// @param own listens for these transports; the others are the gateway's
/// @param bound host and ports of the sockets
/// @param seen what stands in Via and Contact
/// @param contacts by transport
record LocalPoint(
    SipProvider provider,
    SipProvider gateway,
    Set<String> own,
    SipSettings bound,
    SipSettings seen,
    Map<String, ContactHeader> contacts) {
  LocalPoint {
    own = Set.copyOf(own);
    contacts = Map.copyOf(contacts);
  }

  /// Sends and receives by this transport.
  SipProvider provider(String transport) {
    return own.contains(transport) ? provider : gateway;
  }

  ListeningPoint listeningPoint(String transport) {
    return provider(transport).getListeningPoint(transport);
  }

  /// Our Contact on this transport.
  ContactHeader contact(String transport) {
    ContactHeader found = contacts.get(transport);
    return found == null
        ? contacts.getOrDefault("udp", contacts.values().iterator().next())
        : found;
  }

  /// The same sockets under another address.
  LocalPoint seen(SipSettings fresh, Map<String, ContactHeader> others) {
    return new LocalPoint(provider, gateway, own, bound, fresh, others);
  }
}
