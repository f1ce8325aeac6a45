package io.patchbay.trunk.group;

import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Forwarding;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.line.v1.CallForward;
import io.patchbay.proto.line.v1.ForwardReason;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.edge.EdgeHub;
import io.patchbay.trunk.group.BusyForward.Order;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the forwarding of every group's server line as [BusyForward] decides. The primary of the
/// server line's edge does it; another replica that becomes that asks the network first.
/// Thread-safe.
public final class GroupMode {
  private static final Logger LOG = LoggerFactory.getLogger(GroupMode.class);
  private static final long EVERY_MS = 500;
  private static final Duration COMMAND = Duration.ofSeconds(60);

  private final Configuration configuration;
  private final EdgeHub hub;
  private final InstantSource clock;
  private final Map<String, BusyForward> servers = new HashMap<>();

  public GroupMode(Configuration configuration, EdgeHub hub, InstantSource clock) {
    this.configuration = configuration;
    this.hub = hub;
    this.clock = clock;
  }

  /// Looks at the lines from now on, until the executor ends.
  public void start(ScheduledExecutorService timers) {
    var _ = timers.scheduleWithFixedDelay(this::look, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      lookAtAll();
    } catch (RuntimeException e) {
      LOG.error("group mode", e); // the next look comes all the same
    }
  }

  private synchronized void lookAtAll() {
    Map<String, LineGroupSpec> wanted = new HashMap<>();
    for (LineGroupSpec group : configuration.documents().lineGroups().values()) {
      if (!group.getServer().isEmpty() && hub.primaryOf(group.getServer())) {
        wanted.put(group.getServer(), group);
      }
    }
    wanted.forEach((server, group) -> look(server, idle(server, group)));
    Set<String> left = new HashSet<>(servers.keySet());
    left.removeAll(wanted.keySet());
    left.forEach(this::leave);
  }

  /// A line that is no server any more forwards to nobody; a line that is another replica's now is
  /// left to it.
  private void leave(String server) {
    BusyForward state = servers.getOrDefault(server, BusyForward.fresh());
    boolean off = state.known().filter(number -> !number.equals(BusyForward.OFF)).isEmpty();
    if (hub.primaryOf(server) && (state.ordered().isPresent() || !off)) {
      look(server, List.of());
    } else {
      servers.remove(server);
    }
  }

  private void look(String server, List<String> idle) {
    boolean up = inService(hub.lineStatus(server));
    BusyForward.Step step =
        servers.getOrDefault(server, BusyForward.fresh()).look(up, idle, clock.instant());
    servers.put(server, step.next());
    step.order().ifPresent(order -> send(server, order));
  }

  private List<String> idle(String server, LineGroupSpec group) {
    return group.getLinesList().stream()
        .filter(line -> !line.equals(server))
        .flatMap(line -> idleNumber(line).stream())
        .toList();
  }

  private Optional<String> idleNumber(String line) {
    LineSpec spec = configuration.documents().lines().get(line);
    Optional<LineStatus> status = hub.lineStatus(line);
    if (spec == null
        || spec.getDisabled()
        || spec.getMaintenance()
        || !inService(status)
        || status.filter(known -> known.getBusyCallId().isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    String told = status.map(LineStatus::getNumber).orElse("");
    return Optional.of(told.isEmpty() ? spec.getNumber() : told)
        .filter(number -> number.matches("\\+?[0-9]{2,20}"));
  }

  private static boolean inService(Optional<LineStatus> status) {
    return status.filter(known -> known.getState() == LineState.LINE_STATE_IN_SERVICE).isPresent();
  }

  private void send(String server, Order order) {
    Forwarding.Builder forwarding = Forwarding.newBuilder().setLine(server).setDuringCall(true);
    CallForward.Builder busy =
        CallForward.newBuilder().setReason(ForwardReason.FORWARD_REASON_BUSY);
    switch (order) {
      case Order.Ask _ -> forwarding.setAsk(busy.getReason());
      case Order.Set(String number) -> {
        LOG.info(
            "line {}: when busy, calls go to {}", server, number.isEmpty() ? "nobody" : number);
        forwarding.setSet(busy.setNumber(number));
      }
    }
    hub.sendToLine(
        server,
        Command.newBuilder()
            .setDeadlineMs((int) COMMAND.toMillis())
            .setForwarding(forwarding)
            .build(),
        result -> done(server, result));
  }

  private synchronized void done(String server, CommandResult result) {
    BusyForward state = servers.get(server);
    if (state == null) {
      return;
    }
    Optional<CallForward> said =
        result.getAccepted().getForwardsList().stream()
            .filter(each -> each.getReason() == ForwardReason.FORWARD_REASON_BUSY)
            .findFirst();
    BusyForward next =
        said.map(forward -> state.said(forward.getNumber(), clock.instant()))
            .orElseGet(() -> state.failed(clock.instant()));
    if (next.failures() > state.failures()) {
      LOG.warn(
          "line {}: calls are not forwarded as group mode wants: {}",
          server,
          said.isPresent()
              ? "the network has '" + said.get().getNumber() + "'"
              : result.getRefused().getReason());
    }
    servers.put(server, next);
  }
}
