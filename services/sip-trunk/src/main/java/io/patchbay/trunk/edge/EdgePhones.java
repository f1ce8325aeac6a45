package io.patchbay.trunk.edge;

import io.patchbay.contract.Bounded;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.SetPhones;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.routing.PhoneWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells each edge whose primary this replica is what somebody has set on its phones, and what he
/// has taken back: the edge needs it when it is alone. Thread-safe.
final class EdgePhones {
  private static final Logger LOG = LoggerFactory.getLogger(EdgePhones.class);

  /// Settings of lines that are known; those that were set first are forgotten first.
  private static final int KNOWN = 100_000;

  private static final String LINE = "line/";

  private final Map<String, PhoneSetting> settings = new Bounded<>(KNOWN);
  private final EdgeConfigurator.Sender sender;
  private final Function<String, Optional<String>> edgeOf;
  private final Predicate<String> leads;

  /// @param edgeOf the edge of a line
  /// @param leads whether this replica is the primary of an edge
  EdgePhones(
      EdgeConfigurator.Sender sender,
      Function<String, Optional<String>> edgeOf,
      Predicate<String> leads) {
    this.sender = sender;
    this.edgeOf = edgeOf;
    this.leads = leads;
  }

  /// Takes what somebody has set; extensions are nothing to an edge.
  synchronized void set(PhoneSetting setting) {
    if (setting.getPhone().startsWith(LINE)) {
      settings.put(PhoneWords.key(setting), setting);
      edge(setting).filter(leads).ifPresent(edge -> tell(edge, List.of(setting)));
    }
  }

  /// This replica has become the edge's primary.
  synchronized void primary(String edge) {
    List<PhoneSetting> ours =
        settings.values().stream()
            .filter(setting -> edge(setting).filter(edge::equals).isPresent())
            .toList();
    if (!ours.isEmpty()) {
      tell(edge, ours);
    }
  }

  private Optional<String> edge(PhoneSetting setting) {
    return edgeOf.apply(setting.getPhone().substring(LINE.length()));
  }

  private void tell(String edge, List<PhoneSetting> some) {
    Command.Builder command =
        Command.newBuilder().setSetPhones(SetPhones.newBuilder().addAllSettings(some));
    sender.send(edge, command.build(), result -> told(edge, result));
  }

  /// It is told again when the edge comes back.
  private static void told(String edge, CommandResult result) {
    if (result.hasRefused()) {
      LOG.warn("edge {}: settings of phones: {}", edge, result.getRefused().getReason());
    }
  }
}
