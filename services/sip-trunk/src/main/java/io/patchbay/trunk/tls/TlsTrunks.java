package io.patchbay.trunk.tls;

import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.config.v1.TrunkTls;
import io.patchbay.trunk.account.Identity;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.locate.Hop;
import io.patchbay.trunk.locate.Locations;
import io.patchbay.trunk.locate.Peer;
import io.patchbay.trunk.sip.TlsPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The trunks that say how their peer proves who it is, found by the address of a connection, and
/// why the last connection failed. Thread-safe.
public final class TlsTrunks {
  private static final Logger LOG = LoggerFactory.getLogger(TlsTrunks.class);
  private static final int CONNECT_MS = 5000;

  private final Configuration configuration;
  private final Locations locations;
  private final ConcurrentMap<String, String> problems = new ConcurrentHashMap<>();

  public TlsTrunks(Configuration configuration, Locations locations) {
    this.configuration = configuration;
    this.locations = locations;
  }

  /// Who is there.
  public Optional<TlsPeer> find(String address, int port) {
    for (Map.Entry<String, TrunkSpec> one : configuration.documents().trunks().entrySet()) {
      Identity trunk = new Identity(one.getKey(), one.getValue());
      if (one.getValue().hasTls() && trunk.transport().equals("tls") && at(trunk, address, port)) {
        return Optional.of((to, at) -> open(trunk, to, at));
      }
    }
    return Optional.empty();
  }

  /// What was wrong with who is there; empty: nothing that is known.
  public String problem(Hop hop) {
    return problems.getOrDefault(hop.hostPort(), "");
  }

  private boolean at(Identity trunk, String address, int port) {
    return Stream.of(trunk.servers(), trunk.registrars())
        .flatMap(List::stream)
        .flatMap(peer -> locations.known(peer).stream())
        .flatMap(List::stream)
        .anyMatch(hop -> hop.port() == port && hop.address().equals(address));
  }

  private SSLSocket open(Identity trunk, InetAddress address, int port) throws IOException {
    TrunkTls spec = trunk.spec().getTls();
    String name = name(trunk);
    String key = new Hop(address.getHostAddress(), port, "tls").hostPort();
    try {
      SSLSocket socket =
          (SSLSocket)
              TlsContexts.of(spec, name, problem -> note(trunk, key, problem))
                  .getSocketFactory()
                  .createSocket();
      if (!new Peer(name, 0, "", trunk.spec().getDns()).literal()) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
      }
      socket.connect(new InetSocketAddress(address, port), CONNECT_MS);
      return socket;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      note(trunk, key, "TLS cannot be set up: " + e.getMessage());
      throw new IOException(e);
    }
  }

  private static String name(Identity trunk) {
    String given = trunk.spec().getTls().getName();
    if (!given.isEmpty()) {
      return given;
    }
    String domain = trunk.spec().getAccount().getDomain();
    return Peer.of(
            domain.isEmpty() ? trunk.spec().getAddress() : domain, "tls", trunk.spec().getDns())
        .host();
  }

  private void note(Identity trunk, String hostPort, String problem) {
    String before = problem.isEmpty() ? problems.remove(hostPort) : problems.put(hostPort, problem);
    if (!problem.isEmpty() && !problem.equals(before)) {
      LOG.warn("trunk {}: {} is not trusted: {}", trunk.name(), hostPort, problem);
    }
  }
}
