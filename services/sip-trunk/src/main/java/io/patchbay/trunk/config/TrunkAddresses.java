package io.patchbay.trunk.config;

import io.patchbay.proto.config.v1.DnsMode;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.trunk.locate.Peer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/// Which trunk an address belongs to. Names are resolved when a document changes, never on the way
/// of a request.
///
/// `address` is a host and a port: over UDP only that port speaks for the trunk. A peer on tcp or
/// tls calls from any port of the host, since a connection it makes has a port of its own. What
/// `allowed-from` lists speaks for the trunk from any port.
final class TrunkAddresses {
  private final List<Entry> entries;

  private TrunkAddresses(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  private record Entry(
      Map.Entry<String, TrunkSpec> trunk, byte[] network, byte[] mask, Ports ports) {
    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      for (int i = 0; i < address.length; i++) {
        if ((address[i] & mask[i]) != (network[i] & mask[i])) {
          return false;
        }
      }
      return true;
    }
  }

  /// From which ports of the host.
  private sealed interface Ports {
    record Any() implements Ports {}

    /// A stream's port says nothing, a datagram's must be this one.
    record OneOrStream(int port, boolean stream) implements Ports {}
  }

  static TrunkAddresses of(Map<String, TrunkSpec> trunks) {
    List<Entry> entries = new ArrayList<>();
    trunks.forEach((name, spec) -> {
      Map.Entry<String, TrunkSpec> trunk = Map.entry(name, spec);
      boolean stream = spec.getTransport().equals("tcp") || spec.getTransport().equals("tls");
      for (String server : servers(spec)) {
        Peer peer = Peer.of(server, spec.getTransport(), spec.getDns());
        boolean byName = !peer.literal() && peer.port() == 0;
        if (!byName || spec.getDns() == DnsMode.DNS_MODE_UNSPECIFIED) {
          add(entries, trunk, peer.host(), new Ports.OneOrStream(peer.portOrDefault(), stream));
        }
      }
      spec.getAllowedFromList().forEach(range -> add(entries, trunk, range, new Ports.Any()));
    });
    return new TrunkAddresses(entries);
  }

  /// Everybody who may call in the name of the trunk.
  private static List<String> servers(TrunkSpec spec) {
    List<String> servers = new ArrayList<>(List.of(spec.getAddress(), spec.getOutboundProxy()));
    servers.addAll(spec.getBackupAddressesList());
    servers.add(spec.getAccount().getRegistrar());
    return servers.stream().filter(server -> !server.isEmpty()).distinct().toList();
  }

  private static void add(
      List<Entry> entries, Map.Entry<String, TrunkSpec> trunk, String range, Ports ports) {
    if (range.isEmpty()) {
      return;
    }
    int slash = range.indexOf('/');
    try {
      String plain = slash < 0 ? range : range.substring(0, slash);
      byte[] address = InetAddress.getByName(plain.replaceAll("[Xx](?=\\.|$)", "0")).getAddress();
      int bits = slash < 0 ? address.length * 8 : Integer.parseInt(range.substring(slash + 1));
      entries.add(new Entry(trunk, address, mask(plain, address.length, bits), ports));
    } catch (UnknownHostException | NumberFormatException e) {
      LoggerFactory.getLogger(TrunkAddresses.class)
          .warn("trunk {}: address {} means nothing here", trunk.getKey(), range);
    }
  }

  /// The octets that count: `192.168.1.X` leaves the last one free, `/24` all after the 24th bit.
  private static byte[] mask(String plain, int octets, int bits) {
    byte[] mask = new byte[octets];
    for (int i = 0; i < octets; i++) {
      int ones = Math.clamp(bits - 8L * i, 0, 8);
      mask[i] = (byte) (0xff << (8 - ones));
    }
    String[] parts = plain.split("\\.", -1);
    for (int i = 0; octets == 4 && i < 4 && parts.length == 4; i++) {
      if (parts[i].equalsIgnoreCase("x")) {
        mask[i] = 0;
      }
    }
    return mask;
  }

  /// A trunk's own port comes before whatever else its host may be.
  ///
  /// @param transport udp, tcp or tls
  List<TrunkAt> find(String address, int port, String transport) {
    byte[] bytes;
    try {
      bytes = InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return List.of();
    }
    List<TrunkAt> own = new ArrayList<>();
    List<TrunkAt> host = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.contains(bytes)) {
        Match match = match(entry.ports(), port, transport);
        String name = entry.trunk().getKey();
        if (match == Match.OWN_PORT) {
          own.add(new TrunkAt(name, entry.trunk().getValue(), true));
        } else if (match == Match.HOST) {
          host.add(new TrunkAt(name, entry.trunk().getValue(), false));
        }
      }
    }
    own.addAll(host);
    return own;
  }

  private enum Match {
    NO,
    HOST,
    OWN_PORT
  }

  private static Match match(Ports ports, int port, String transport) {
    return switch (ports) {
      case Ports.Any _ -> Match.HOST;
      case Ports.OneOrStream(int own, _) when own == port -> Match.OWN_PORT;
      case Ports.OneOrStream(_, boolean stream) ->
          stream && !transport.equals("udp") ? Match.HOST : Match.NO;
    };
  }
}
