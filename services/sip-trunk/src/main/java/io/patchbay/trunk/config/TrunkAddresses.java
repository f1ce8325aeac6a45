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
final class TrunkAddresses {
  private final List<Entry> entries;

  private TrunkAddresses(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  private record Entry(Map.Entry<String, TrunkSpec> trunk, byte[] network, int bits, int port) {
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

  static TrunkAddresses of(Map<String, TrunkSpec> trunks) {
    List<Entry> entries = new ArrayList<>();
    trunks.forEach((name, spec) -> {
      Map.Entry<String, TrunkSpec> trunk = Map.entry(name, spec);
      int port = portOf(spec.getAddress());
      if (spec.getAllowedFromCount() == 0) {
        add(entries, trunk, hostOf(spec.getAddress()), port);
      }
      spec.getAllowedFromList().forEach(range -> add(entries, trunk, range, port));
    });
    return new TrunkAddresses(entries);
  }

  private static void add(
      List<Entry> entries, Map.Entry<String, TrunkSpec> trunk, String range, int port) {
    int slash = range.indexOf('/');
    try {
      byte[] address =
          InetAddress.getByName(slash < 0 ? range : range.substring(0, slash)).getAddress();
      int bits = slash < 0 ? address.length * 8 : Integer.parseInt(range.substring(slash + 1));
      entries.add(new Entry(trunk, address, Math.clamp(bits, 0, address.length * 8), port));
    } catch (UnknownHostException | NumberFormatException e) {
      LoggerFactory.getLogger(TrunkAddresses.class)
          .warn("trunk {}: address {} means nothing here", trunk.getKey(), range);
    }
  }

  /// Several trunks at one address are told apart by the peer's port.
  Optional<Map.Entry<String, TrunkSpec>> find(String address, int port) {
    byte[] bytes;
    try {
      bytes = InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
    Map.Entry<String, TrunkSpec> found = null;
    for (Entry entry : entries) {
      if (entry.contains(bytes)) {
        if (entry.port() == port) {
          return Optional.of(entry.trunk());
        }
        found = found == null ? entry.trunk() : found;
      }
    }
    return Optional.ofNullable(found);
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
