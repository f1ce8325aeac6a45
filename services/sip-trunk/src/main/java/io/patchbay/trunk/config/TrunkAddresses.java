package io.patchbay.trunk.config;

import io.patchbay.proto.config.v1.TrunkSpec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private record Entry(Map.Entry<String, TrunkSpec> trunk, byte[] network, int bits, Ports ports) {
    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit += 8) {
        int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
        if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
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
      add(
          entries,
          trunk,
          hostOf(spec.getAddress()),
          new Ports.OneOrStream(portOf(spec.getAddress()), stream));
      spec.getAllowedFromList().forEach(range -> add(entries, trunk, range, new Ports.Any()));
    });
    return new TrunkAddresses(entries);
  }

  private static void add(
      List<Entry> entries, Map.Entry<String, TrunkSpec> trunk, String range, Ports ports) {
    int slash = range.indexOf('/');
    try {
      byte[] address =
          InetAddress.getByName(slash < 0 ? range : range.substring(0, slash)).getAddress();
      int bits = slash < 0 ? address.length * 8 : Integer.parseInt(range.substring(slash + 1));
      entries.add(new Entry(trunk, address, Math.clamp(bits, 0, address.length * 8), ports));
    } catch (UnknownHostException | NumberFormatException e) {
      LoggerFactory.getLogger(TrunkAddresses.class)
          .warn("trunk {}: address {} means nothing here", trunk.getKey(), range);
    }
  }

  /// A trunk's own port comes before whatever else its host may be.
  ///
  /// @param transport udp, tcp or tls
  Optional<TrunkAt> find(String address, int port, String transport) {
    byte[] bytes;
    try {
      bytes = InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
    TrunkAt found = null;
    for (Entry entry : entries) {
      if (entry.contains(bytes)) {
        Match match = match(entry.ports(), port, transport);
        if (match == Match.OWN_PORT) {
          return Optional.of(new TrunkAt(entry.trunk().getKey(), entry.trunk().getValue(), true));
        }
        if (match == Match.HOST && found == null) {
          found = new TrunkAt(entry.trunk().getKey(), entry.trunk().getValue(), false);
        }
      }
    }
    return Optional.ofNullable(found);
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

  private static String hostOf(String hostPort) {
    int colon = hostPort.lastIndexOf(':');
    return colon < 0 ? hostPort : hostPort.substring(0, colon);
  }

  private static int portOf(String hostPort) {
    int colon = hostPort.lastIndexOf(':');
    String digits = colon < 0 ? "" : hostPort.substring(colon + 1);
    return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 5060;
  }
}
