package io.patchbay.trunk.sip;

import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TooManyListenersException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The places we speak from: the gateway's own ports, and ports of trunks that have some for
/// themselves. Thread-safe.
public final class LocalPoints {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPoints.class);

  /// The dynamic ports (RFC 6335 §6).
  private static final int FIRST_RANDOM = 49_152;

  private static final int LAST_RANDOM = 65_535;
  private static final int TRIES = 30;

  private final SipSettings settings;
  private final Headers headers;
  private final RandomGenerator random;
  private final SipStackImpl stack;
  private final SipListener listener;
  private final Front front;
  private final LocalPoint gateway;
  private final ConcurrentMap<String, LocalPoint> own = new ConcurrentHashMap<>();

  /// Points that peers may still know, until they are closed.
  private final List<Retired> retired = new CopyOnWriteArrayList<>();

  private record Retired(String owner, LocalPoint point) {}

  LocalPoints(
      SipSettings settings,
      Headers headers,
      RandomGenerator random,
      FrontStack stack,
      SipListener listener,
      SipProvider provider) {
    this.settings = settings;
    this.headers = headers;
    this.random = random;
    this.stack = stack;
    front = stack.front();
    this.listener = listener;
    gateway = point(provider, provider, Set.of(), settings);
  }

  private LocalPoint point(
      SipProvider provider, SipProvider shared, Set<String> transports, SipSettings seen) {
    return new LocalPoint(provider, shared, transports, seen, seen, headers.contacts(seen));
  }

  /// The point of a trunk that has one, else the gateway's.
  LocalPoint of(String owner) {
    return owner.isEmpty() ? gateway : own.getOrDefault(owner, gateway);
  }

  /// What peers of a trunk see of us: host and ports of Via and Contact.
  public SipSettings seen(String owner) {
    return of(owner).seen();
  }

  /// How the trunk's sockets look from outside, by UDP.
  ///
  /// @return false: just as before
  public synchronized boolean outside(String owner, String address, int port) {
    LocalPoint before = of(owner);
    SipSettings seen = before.bound().outside(address, port);
    if (owner.isEmpty() || seen.equals(before.seen())) {
      return false;
    }
    own.put(owner, before.seen(seen, headers.contacts(seen)));
    return true;
  }

  /// The trunk's sockets look from outside as they are, as far as anybody knows.
  public synchronized void inside(String owner) {
    LocalPoint before = own.get(owner);
    if (before != null && before.own().isEmpty()) {
      own.remove(owner);
    } else if (before != null) {
      own.put(owner, before.seen(before.bound(), headers.contacts(before.bound())));
    }
  }

  /// Asks a STUN server by the trunk's UDP socket.
  ///
  /// @param server resolved
  /// @param done gets what it sees; empty: no answer within 7.5 s. Must not block
  public void ask(
      String owner, InetSocketAddress server, Consumer<Optional<InetSocketAddress>> done) {
    LocalPoint point = of(owner);
    int port = (point.own().contains("udp") ? point.bound() : settings).udpPort();
    front
        .transactions()
        .socket(port)
        .ifPresentOrElse(
            socket -> front.stun().ask(socket, server, done), () -> done.accept(Optional.empty()));
  }

  /// Whose point a message came by; empty: the gateway's.
  String owner(Object provider) {
    if (gateway.provider().equals(provider)) {
      return "";
    }
    return Stream.concat(
            own.entrySet().stream().map(one -> new Retired(one.getKey(), one.getValue())),
            retired.stream())
        .filter(one -> one.point().provider().equals(provider) && !one.point().own().isEmpty())
        .map(Retired::owner)
        .findFirst()
        .orElse("");
  }

  /// Is this host and port of a Via one of ours?
  boolean ours(String host, int port) {
    return Stream.concat(
            Stream.concat(Stream.of(gateway), own.values().stream()),
            retired.stream().map(Retired::point))
        .map(LocalPoint::seen)
        .anyMatch(seen ->
            seen.advertised().equals(host)
                && (seen.udpPort() == port || seen.tcpPort() == port || seen.tlsPort() == port));
  }

  /// Opens a port for a trunk alone. One that it has had stays open until [#retire].
  ///
  /// @param port 0: a random one
  /// @param transports udp and tcp, or tls
  /// @return what is wrong, in words; empty: it is open
  public synchronized String open(String owner, int port, Set<String> transports) {
    if (port > 0) {
      return attempt(owner, port, transports);
    }
    String problem = "";
    for (int i = 0; i < TRIES; i++) {
      problem = attempt(owner, random.nextInt(FIRST_RANDOM, LAST_RANDOM + 1), transports);
      if (problem.isEmpty()) {
        return "";
      }
    }
    return problem;
  }

  private String attempt(String owner, int port, Set<String> transports) {
    List<ListeningPoint> opened = new ArrayList<>();
    try {
      for (String transport : transports) {
        if (listening(transport, port)) {
          throw new InvalidArgumentException("it is another one of ours");
        }
        opened.add(stack.createListeningPoint(settings.host(), port, transport));
      }
      SipProvider provider = stack.createSipProvider(opened.getFirst());
      for (ListeningPoint one : opened.subList(1, opened.size())) {
        provider.addListeningPoint(one);
      }
      provider.addSipListener(listener);
      LocalPoint fresh =
          point(provider, gateway.provider(), transports, settings.at(port, transports));
      LocalPoint before = own.put(owner, fresh);
      if (before != null) {
        retired.add(new Retired(owner, before));
      }
      return "";
    } catch (InvalidArgumentException
        | SipException
        | TooManyListenersException
        | RuntimeException e) {
      opened.forEach(this::delete);
      LOG.debug("port {} {}", port, transports, e);
      return "SIP port " + port + " on " + settings.host() + " is taken";
    }
  }

  private boolean listening(String transport, int port) {
    // the stack would give the same listening point again
    return settings.port(transport) == port
        || Stream.concat(own.values().stream(), retired.stream().map(Retired::point))
            .anyMatch(one -> one.own().contains(transport) && one.bound().port(transport) == port);
  }

  /// The trunk goes back to the gateway's ports; what it had stays open until [#retire].
  public synchronized void leave(String owner) {
    LocalPoint before = own.remove(owner);
    if (before != null) {
      retired.add(new Retired(owner, before));
    }
  }

  /// Closes what the trunk has had before.
  public synchronized void retire(String owner) {
    List<Retired> mine = retired.stream().filter(one -> one.owner().equals(owner)).toList();
    retired.removeAll(mine);
    mine.forEach(one -> close(one.point()));
  }

  private void close(LocalPoint point) {
    if (point.own().isEmpty()) {
      return;
    }
    SipProvider provider = point.provider();
    provider.removeSipListener(((SipProviderImpl) provider).getSipListener());
    for (ListeningPoint one : provider.getListeningPoints()) {
      delete(one);
    }
    try {
      stack.deleteSipProvider(provider);
    } catch (ObjectInUseException e) {
      LOG.debug("provider still in use", e);
    }
  }

  private void delete(ListeningPoint point) {
    try {
      stack.deleteListeningPoint(point);
    } catch (ObjectInUseException e) {
      LOG.debug("listening point still in use", e);
    } catch (RuntimeException e) {
      // opened a moment ago: the stack stumbles over its threads that are not all there yet; the
      // socket is closed, but the stack still has the point
      LOG.debug("listening point not closed cleanly", e);
      forget(point);
    }
  }

  private void forget(ListeningPoint point) {
    try {
      stack.deleteListeningPoint(point);
    } catch (ObjectInUseException | RuntimeException e) {
      LOG.debug("listening point still in use", e);
    }
  }

  /// Closes every point but the gateway's.
  synchronized void close() {
    own.keySet().forEach(this::leave);
    retired.forEach(one -> retire(one.owner()));
  }

  /// The port of a trunk that has one for itself.
  public Optional<Integer> port(String owner) {
    return Optional.ofNullable(own.get(owner))
        .filter(point -> !point.own().isEmpty())
        .map(point -> point.bound().port(point.own().contains("udp") ? "udp" : "tls"));
  }
}
