package io.patchbay.trunk.locate;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.hosts.HostsFileParser;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/// The DNS of the machine, or one server that was named. `/etc/hosts` comes first.
public final class DnsNames implements Names {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MAX_WAIT_S = 6;

  private final LookupSession session;

  /// Asks this server.
  ///
  /// @param server numeric host:port; empty: as the machine is set up
  public DnsNames(String server) {
    Resolver resolver = server.isEmpty() ? new ExtendedResolver() : resolver(server);
    resolver.setTimeout(PATIENCE);
    session =
        LookupSession.builder().resolver(resolver).hostsFileParser(new HostsFileParser()).build();
  }

  private static Resolver resolver(String server) {
    Peer peer = Peer.of(server, "udp", io.patchbay.proto.config.v1.DnsMode.DNS_MODE_UNSPECIFIED);
    return new SimpleResolver(
        new InetSocketAddress(peer.host(), peer.port() > 0 ? peer.port() : 53));
  }

  @Override
  public Found find(String name, int type) {
    try {
      var result =
          session
              .lookupAsync(Name.fromString(name.endsWith(".") ? name : name + "."), type)
              .toCompletableFuture()
              .get(MAX_WAIT_S, TimeUnit.SECONDS);
      return new Found(result.getRecords(), "");
    } catch (TextParseException e) {
      return new Found(List.of(), "not a name: " + e.getMessage());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      boolean none =
          cause instanceof NoSuchDomainException || cause instanceof NoSuchRRSetException;
      return new Found(List.of(), none ? "" : "DNS does not answer");
    } catch (TimeoutException e) {
      return new Found(List.of(), "DNS does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Found(List.of(), "interrupted");
    }
  }
}
