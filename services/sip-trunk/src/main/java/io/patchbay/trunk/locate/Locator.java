package io.patchbay.trunk.locate;

import io.patchbay.proto.config.v1.DnsMode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/// Finds the servers of a SIP peer (RFC 3263 §4): NAPTR names the transport, SRV hosts and ports, A
/// and AAAA addresses. A port or an address that is given leaves less to ask. Blocks; thread-safe.
public final class Locator {
  private static final long FOR_EVER_S = 86_400;
  private static final int MAX_HOPS = 16;

  private final Names names;
  private final RandomGenerator random;
  private final boolean tls;

  /// Asks these names.
  ///
  /// @param tls can we speak it?
  public Locator(Names names, RandomGenerator random, boolean tls) {
    this.names = names;
    this.random = random;
    this.tls = tls;
  }

  public Located locate(Peer peer) {
    String transport = peer.transport().isEmpty() ? "udp" : peer.transport();
    if (peer.literal()) {
      return new Located(List.of(hop(peer)), FOR_EVER_S, "");
    }
    Search search = new Search();
    if (peer.port() > 0 || peer.mode() == DnsMode.DNS_MODE_UNSPECIFIED) {
      search.addresses(peer.host(), port(peer.port(), transport), transport);
    } else {
      if (peer.mode() == DnsMode.DNS_MODE_NAPTR) {
        search.naptr(peer);
      }
      if (search.hops.isEmpty()) {
        search.service(label(transport) + "." + peer.host(), transport);
      }
      if (search.hops.isEmpty()) {
        search.addresses(peer.host(), port(0, transport), transport);
      }
    }
    return search.result(peer);
  }

  /// The server of a peer that is an address.
  static Hop hop(Peer peer) {
    String transport = peer.transport().isEmpty() ? "udp" : peer.transport();
    return new Hop(numeric(peer.host()), port(peer.port(), transport), transport);
  }

  private static int port(int given, String transport) {
    return given > 0 ? given : Peer.defaultPort(transport);
  }

  private static String label(String transport) {
    return switch (transport) {
      case "tcp" -> "_sip._tcp";
      case "tls" -> "_sips._tcp";
      default -> "_sip._udp";
    };
  }

  static boolean literal(String host) {
    return host.indexOf(':') >= 0 || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }

  private static String numeric(String host) {
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      return host;
    }
  }

  /// One look-up and what it has brought so far.
  private final class Search {
    private final List<Hop> hops = new ArrayList<>();
    private long ttlS = FOR_EVER_S;
    private String problem = "";

    private List<Record> ask(String name, int type) {
      Names.Found found = names.find(name, type);
      if (!found.problem().isEmpty()) {
        problem = found.problem();
      }
      found.records().forEach(one -> ttlS = Math.min(ttlS, one.getTTL()));
      return found.records();
    }

    /// RFC 3263 §4.1: by order, then preference; only transports we may use.
    void naptr(Peer peer) {
      List<NAPTRRecord> records =
          ask(peer.host(), Type.NAPTR).stream()
              .filter(NAPTRRecord.class::isInstance)
              .map(NAPTRRecord.class::cast)
              .filter(one -> one.getFlags().equalsIgnoreCase("s"))
              .sorted(
                  Comparator.comparingInt(NAPTRRecord::getOrder)
                      .thenComparingInt(NAPTRRecord::getPreference))
              .toList();
      for (NAPTRRecord one : records) {
        String transport = transport(one.getService());
        boolean wanted =
            !transport.isEmpty()
                && (peer.transport().isEmpty() || peer.transport().equals(transport));
        if (wanted) {
          service(one.getReplacement().toString(true), transport);
        }
      }
    }

    private String transport(String service) {
      return switch (service.toUpperCase(Locale.ROOT)) {
        case "SIP+D2U" -> "udp";
        case "SIP+D2T" -> "tcp";
        case "SIPS+D2T" -> tls ? "tls" : "";
        default -> "";
      };
    }

    /// RFC 2782: by priority; within one, by chance that follows the weights.
    void service(String name, String transport) {
      List<SRVRecord> left =
          new ArrayList<>(
              ask(name, Type.SRV).stream()
                  .filter(SRVRecord.class::isInstance)
                  .map(SRVRecord.class::cast)
                  .filter(one -> !one.getTarget().toString().equals("."))
                  .toList());
      while (!left.isEmpty() && hops.size() < MAX_HOPS) {
        SRVRecord next = draw(left);
        left.remove(next);
        addresses(next.getTarget().toString(true), next.getPort(), transport);
      }
    }

    private SRVRecord draw(List<SRVRecord> left) {
      int best = left.stream().mapToInt(SRVRecord::getPriority).min().orElseThrow();
      List<SRVRecord> equals =
          left.stream()
              .filter(one -> one.getPriority() == best)
              .sorted(Comparator.comparingInt(SRVRecord::getWeight))
              .toList();
      int point = random.nextInt(equals.stream().mapToInt(SRVRecord::getWeight).sum() + 1);
      int sum = 0;
      for (SRVRecord one : equals) {
        sum += one.getWeight();
        if (sum >= point) {
          return one;
        }
      }
      return equals.getLast();
    }

    void addresses(String host, int port, String transport) {
      if (literal(host)) {
        add(new Hop(numeric(host), port, transport));
        return;
      }
      for (int type : new int[] {Type.A, Type.AAAA}) {
        for (Record one : ask(host, type)) {
          switch (one) {
            case ARecord a -> add(new Hop(a.getAddress().getHostAddress(), port, transport));
            case AAAARecord a -> add(new Hop(a.getAddress().getHostAddress(), port, transport));
            default -> {}
          }
        }
      }
    }

    private void add(Hop hop) {
      if (hops.size() < MAX_HOPS && !Set.copyOf(hops).contains(hop)) {
        hops.add(hop);
      }
    }

    Located result(Peer peer) {
      String why =
          hops.isEmpty()
              ? peer.host() + ": " + (problem.isEmpty() ? "no address in DNS" : problem)
              : "";
      return new Located(hops, Math.clamp(ttlS, 5, 300), why);
    }
  }
}
