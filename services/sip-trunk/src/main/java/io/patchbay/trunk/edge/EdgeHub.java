package io.patchbay.trunk.edge;

import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.EdgeDown;
import io.patchbay.proto.edge.v1.Hello;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.Retiring;
import io.patchbay.proto.edge.v1.Welcome;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.event.v1.LineEventRecord;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.trunk.dialog.EdgeCodecs;
import io.patchbay.trunk.events.FactLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The edges that are attached, their lines, and the commands to them. Thread-safe.
public final class EdgeHub {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeHub.class);
  private static final long SWEEP_MS = 250;

  private final String trunk;
  private final String epoch;
  private final EdgeUser user;
  private final FactLog facts;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService timers;
  private final Duration lineGrace;
  private final LineTable lines;
  private final LineStateBoard board;
  private volatile boolean retiring;
  private final EdgeConfigurator configurator = new EdgeConfigurator(this::send);
  private final EdgePhones phones =
      new EdgePhones(
          this::send, line -> lines().find(line).map(LineTable.LineAt::edge), this::leads);
  private final ConcurrentMap<String, EdgeLink> links = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  /// A hub without edges.
  ///
  /// @param epoch made anew at each start; part of the ids of commands and events
  /// @param lineGrace the lines of an edge that is away for longer are down
  public EdgeHub(
      String trunk,
      String epoch,
      EdgeUser user,
      LineTable lines,
      FactLog facts,
      InstantSource clock,
      LongSupplier nanoTime,
      ScheduledExecutorService timers,
      Duration lineGrace) {
    this.trunk = trunk;
    this.epoch = epoch;
    this.user = user;
    this.lines = lines;
    this.facts = facts;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.timers = timers;
    this.lineGrace = lineGrace;
    board = new LineStateBoard(trunk, facts, clock);
    // ends with the executor
    var _ = timers.scheduleWithFixedDelay(this::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
  }

  public LineTable lines() {
    return lines;
  }

  /// The documents in force, known whole: edges are given those that concern them.
  public void documents(Documents documents) {
    configurator.documents(
        documents,
        links.values().stream()
            .filter(link -> link.attached() && link.primary())
            .map(EdgeLink::edge)
            .toList());
  }

  /// Takes what somebody has set on a phone by a feature code.
  public void phone(PhoneSetting setting) {
    lines.set(setting);
    phones.set(setting);
  }

  /// Tells the edges that this replica takes no new calls, or takes them again.
  public void retiring(boolean goes) {
    retiring = goes;
    links.values().forEach(link -> link.tell(retirement(goes)));
  }

  private static EdgeDown retirement(boolean goes) {
    return EdgeDown.newBuilder().setRetiring(Retiring.newBuilder().setRetiring(goes)).build();
  }

  /// An attached edge, for calls without a line; empty: none.
  public String anyEdge() {
    for (EdgeLink link : links.values()) {
      if (link.attached()) {
        return link.edge();
      }
    }
    return "";
  }

  /// What attached edges can code.
  public EdgeCodecs codecs() {
    return Capabilities.of(links.values());
  }

  public boolean attached(String edge) {
    EdgeLink link = links.get(edge);
    return link != null && link.attached();
  }

  /// Commands that attached edges have not answered.
  public long unanswered() {
    long sum = 0;
    for (EdgeLink link : links.values()) {
      sum += link.attached() ? link.unanswered() : 0;
    }
    return sum;
  }

  /// Edges attached now.
  public long attachedCount() {
    return links.values().stream().filter(EdgeLink::attached).count();
  }

  /// Sends a command; an id is given to one that has none.
  ///
  /// @param done gets exactly one result, on any thread; must not block
  public void send(String edge, Command command, Consumer<CommandResult> done) {
    Command named =
        command.getCommandId().isEmpty()
            ? command.toBuilder().setCommandId(epoch + '-' + numbers.incrementAndGet()).build()
            : command;
    EdgeLink link = links.get(edge);
    if (link == null) {
      done.accept(
          EdgeLink.refused(
              named.getCommandId(),
              Refusal.REFUSAL_UNAVAILABLE,
              edge.isEmpty() ? "no edge" : "edge " + edge + " is not attached"));
    } else {
      link.send(named, nanoTime.getAsLong(), done);
    }
  }

  /// Sends a command to the edge that has the line.
  public void sendToLine(String line, Command command, Consumer<CommandResult> done) {
    Optional<LineTable.LineAt> at = lines.find(line);
    if (at.isEmpty()) {
      done.accept(
          EdgeLink.refused(command.getCommandId(), Refusal.REFUSAL_NOT_FOUND, "no line " + line));
    } else {
      send(at.get().edge(), command, done);
    }
  }

  FactPipe facts(StreamObserver<EdgeDown> stream) {
    return new FactPipe(
        facts,
        timers,
        ack -> {
          for (EdgeLink link : links.values()) {
            link.tellIf(stream, ack);
          }
        },
        lines::concluded);
  }

  // ---- what a stream says

  EdgeLink hello(Hello hello, StreamObserver<EdgeDown> stream) {
    EdgeLink old = links.get(hello.getEdge());
    EdgeLink link =
        old != null && old.incarnation().equals(hello.getIncarnation())
            ? old
            : new EdgeLink(hello.getEdge(), hello.getIncarnation());
    boolean same = link.equals(old);
    links.put(hello.getEdge(), link);
    link.primary(hello.getPrimary());
    link.codecs(Capabilities.of(hello));
    link.faxModems(hello.getFaxModems());
    lines.hello(hello.getEdge(), hello.getLinesList());
    stream.onNext(EdgeDown.newBuilder().setWelcome(Welcome.newBuilder().setTrunk(trunk)).build());
    link.attach(stream);
    if (retiring) {
      link.tell(retirement(true));
    }
    LOG.info(
        "edge {} attached: {} lines, {} calls, {}{}",
        hello.getEdge(),
        hello.getLinesCount(),
        hello.getCallsCount(),
        same ? "as before" : "new incarnation",
        hello.getPrimary() ? ", we are its primary" : "");
    if (same) {
      user.back(hello.getEdge(), hello.getCallsList());
    } else if (old != null) {
      old.fail("edge " + hello.getEdge() + " has restarted");
      user.restarted(hello.getEdge());
    }
    user.offered(hello.getEdge(), hello.getCallsList());
    publishLines(link);
    if (hello.getPrimary()) {
      give(hello.getEdge());
    }
    return link;
  }

  void heartbeat(EdgeLink link, boolean primary) {
    boolean before = link.primary();
    link.primary(primary);
    if (primary && !before) {
      publishLines(link);
      give(link.edge());
    }
  }

  /// This replica has become the edge's primary.
  private void give(String edge) {
    configurator.primary(edge);
    phones.primary(edge);
  }

  private void publishLines(EdgeLink link) {
    if (link.primary()) {
      lines.ofEdge(link.edge()).forEach(board::write);
    }
  }

  void lineEvent(EdgeLink link, LineEvent event) {
    facts.publish(
        Topics.LINE_EVENTS,
        event.getLine(),
        LineEventRecord.newBuilder()
            .setEventId(epoch + "-e" + numbers.incrementAndGet())
            .setEdge(link.edge())
            .setEvent(event)
            .build());
    if (event.hasStatus()) {
      board.write(lines.status(link.edge(), event.getLine(), event.getStatus()));
    } else if (event.hasNoted()) {
      audit(event);
    } else {
      user.lineEvent(link.edge(), event);
    }
  }

  private void audit(LineEvent event) {
    String actor = "line " + event.getLine();
    facts.publish(
        Topics.AUDIT,
        actor,
        AuditRecord.newBuilder()
            .setEventId(epoch + "-n" + numbers.incrementAndGet())
            .setAt(event.getAt())
            .setActor(actor)
            .setAction(event.getNoted().getAction())
            .setObject(event.getLine())
            .setAllowed(true)
            .setDetail(event.getNoted().getDetail())
            .build());
  }

  EdgeUser user() {
    return user;
  }

  void closed(EdgeLink link, StreamObserver<EdgeDown> stream) {
    if (link.detach(stream) && links.get(link.edge()) == link) {
      LOG.warn("edge {}: link lost", link.edge());
      user.lost(link.edge());
      // whoever is not its primary leaves the word to the primary first
      int attachments = link.attachments();
      var _ =
          timers.schedule(
              () -> missed(link, attachments),
              lineGrace.multipliedBy(link.primary() ? 1 : 2).toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  /// Whether the line's edge has named this replica its primary.
  public boolean primaryOf(String line) {
    return lines.find(line).map(LineTable.LineAt::edge).filter(this::leads).isPresent();
  }

  private boolean leads(String edge) {
    EdgeLink link = links.get(edge);
    return link != null && link.attached() && link.primary();
  }

  /// What is known of a line: from its edge, if that tells us, else what another replica said.
  public Optional<LineStatus> lineStatus(String line) {
    return primaryOf(line)
        ? lines.find(line).map(LineTable.LineAt::status)
        : board.find(line).map(LineStateRecord::getStatus);
  }

  // ---- lines of edges that are away

  /// The link has not come back: nobody can use its lines, unless another replica has the edge.
  private void missed(EdgeLink link, int attachments) {
    if (links.get(link.edge()) != link || link.attachments() != attachments) {
      return;
    }
    LOG.warn("edge {} is not reachable: its lines are down", link.edge());
    for (LineTable.LineAt line : lines.ofEdge(link.edge())) {
      LineTable.LineAt down =
          lines.status(
              line.edge(), line.name(), LineStateBoard.unreachable(line.edge(), line.status()));
      if (!board.spokenByOther(line.name())) {
        board.write(down);
      }
    }
  }

  /// A record of the topic `line-state`. Who has the edge puts right what others say: one who
  /// misses it, or who had it for a moment when it attached to all of them.
  public void lineState(LineStateRecord state) {
    board.read(state);
    EdgeLink link = links.get(state.getEdge());
    if (!board.ours(state) && link != null && link.attached() && link.primary()) {
      lines
          .find(state.getLine())
          .filter(line -> line.status().getState() != state.getStatus().getState())
          .filter(line -> line.edge().equals(link.edge()))
          .ifPresent(board::write);
    }
  }

  public void lineStateRemoved(String line) {
    board.removed(line);
  }

  /// The topic has been read: edges that were there before our start have some time to attach.
  public void lineStatesRead() {
    Instant since = clock.instant();
    var _ = timers.schedule(() -> orphaned(since), lineGrace.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void orphaned(Instant since) {
    for (LineTable.LineAt line : board.orphans(links::containsKey, since)) {
      LOG.warn("line {}: edge {} has not attached", line.name(), line.edge());
      board.write(
          new LineTable.LineAt(
              line.name(),
              line.edge(),
              line.kind(),
              LineStateBoard.unreachable(line.edge(), line.status())));
    }
  }

  private void sweep() {
    long now = nanoTime.getAsLong();
    links.values().forEach(link -> link.sweep(now));
  }
}
