package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.contract.document.Documents;
import io.patchbay.edge.config.EdgeSettings;
import io.patchbay.edge.config.RtpAddress;
import io.patchbay.edge.context.EdgeCodecs;
import io.patchbay.edge.context.LineMedia;
import io.patchbay.edge.context.Tones;
import io.patchbay.edge.driver.AbsentLine;
import io.patchbay.edge.driver.Drivers;
import io.patchbay.line.Line;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineKind;
import io.patchbay.media.session.MediaEngine;
import io.patchbay.proto.config.v1.EdgeSpec;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.routing.FeatureCodes;
import io.patchbay.routing.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens, changes and closes lines as their documents say. For the mailbox thread.
final class Lines {
  private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

  private static final Duration AFTER_CALL = Duration.ofSeconds(1);

  private final Map<String, LineRunner> byName = new LinkedHashMap<>();
  private final EdgeSettings settings;
  private final Drivers drivers;
  private final MediaEngine engine;
  private final Mailbox mailbox;
  private final InstantSource clock;
  private Agents.Shared shared;
  private Map<String, LineSpec> wanted = Map.of();

  Lines(
      EdgeSettings settings,
      Drivers drivers,
      MediaEngine engine,
      Mailbox mailbox,
      InstantSource clock) {
    this.settings = requireNonNull(settings, "settings");
    this.drivers = requireNonNull(drivers, "drivers");
    this.engine = requireNonNull(engine, "engine");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.clock = requireNonNull(clock, "clock");
    shared =
        new Agents.Shared(
            Tones.standard(), Set.of(), Map.of(), FeatureCodes.NONE, settings.fxoAnswerAfter());
  }

  Map<String, LineRunner> byName() {
    return byName;
  }

  Tones tones() {
    return shared.tones();
  }

  /// The emergency numbers of the documents in force.
  Set<String> emergencyNumbers() {
    return shared.emergencyNumbers();
  }

  /// Which documents name lines of this edge.
  Map<String, LineSpec> ours(Documents documents) {
    var ours = new TreeMap<String, LineSpec>();
    documents
        .lines()
        .forEach((name, spec) -> {
          if (spec.getEdge().isEmpty() || spec.getEdge().equals(settings.name())) {
            ours.put(name, spec);
          }
        });
    return ours;
  }

  /// What is wrong with a line's document.
  List<String> problems(String name, LineSpec spec) {
    try {
      if (!spec.getDisabled()) {
        drivers.check(name, spec);
      }
      return List.of();
    } catch (IllegalArgumentException wrong) {
      return List.of(String.valueOf(wrong.getMessage()));
    }
  }

  /// What is wrong with the document of an edge; another edge's is its own matter.
  List<String> problems(String name, EdgeSpec spec) {
    try {
      if (name.equals(settings.name())) {
        RtpAddress.of(settings, spec);
        EdgeCodecs.check(name, spec);
      }
      return List.of();
    } catch (IllegalArgumentException wrong) {
      return List.of(String.valueOf(wrong.getMessage()));
    }
  }

  /// Brings the lines into line with the documents.
  void apply(Documents documents, LineHost host) {
    var router = Router.of(documents);
    shared =
        new Agents.Shared(
            tones(documents),
            router.emergencyNumbers(),
            router.accessCodes(),
            router.featureCodes(),
            settings.fxoAnswerAfter());
    wanted = ours(documents);
    for (String name : List.copyOf(byName.keySet())) {
      if (!wanted.containsKey(name)) {
        close(requireNonNull(byName.remove(name)), () -> {});
        LOG.info("line {} is no longer configured", name);
      }
    }
    wanted.forEach((name, spec) -> apply(name, spec, host));
  }

  private void apply(String name, LineSpec spec, LineHost host) {
    var now = byName.get(name);
    if (now == null) {
      open(name, spec, host);
    } else if (sameHardware(now.spec(), spec)) {
      now.settings(spec, Agents.changed(name, now.agent(), spec, shared));
      host.statusChanged(now);
    } else if (!now.idle()) {
      LOG.info("line {}: its document changed; taken over when the call has ended", name);
      again(now, spec, host);
    } else {
      LOG.info("line {} is opened again: its document changed", name);
      var between = absent(name, spec, "being opened again", host);
      byName.put(name, between);
      close(
          now,
          () -> {
            if (byName.get(name) == between) {
              open(name, between.spec(), host);
            }
          });
    }
  }

  /// Once the call has ended, if that is still wanted then.
  private void again(LineRunner runner, LineSpec spec, LineHost host) {
    mailbox.after(
        AFTER_CALL,
        () -> {
          boolean wantedYet =
              byName.get(runner.name()) == runner && spec.equals(wanted.get(runner.name()));
          if (wantedYet && runner.idle()) {
            apply(runner.name(), spec, host);
          } else if (wantedYet) {
            again(runner, spec, host);
          }
        });
  }

  private static boolean sameHardware(LineSpec a, LineSpec b) {
    return a.getKind() == b.getKind()
        && a.getDriver().equals(b.getDriver())
        && a.getSettingsMap().equals(b.getSettingsMap())
        && a.getDisabled() == b.getDisabled();
  }

  private void open(String name, LineSpec spec, LineHost host) {
    if (spec.getDisabled()) {
      byName.put(name, absent(name, spec, "disabled by the operator", host));
      return;
    }
    try {
      var kind = Drivers.kind(name, spec);
      var runner = runner(name, spec, kind, host);
      byName.put(name, runner);
      attach(runner, drivers.open(name, spec, clock, events(runner)));
    } catch (IllegalArgumentException wrong) {
      LOG.error("{}", wrong.getMessage());
      byName.put(name, absent(name, spec, String.valueOf(wrong.getMessage()), host));
    }
  }

  private LineRunner absent(String name, LineSpec spec, String reason, LineHost host) {
    var kind =
        switch (spec.getKind()) {
          case LINE_KIND_FXS -> LineKind.FXS;
          case LINE_KIND_FXO -> LineKind.FXO;
          case LINE_KIND_SIM, LINE_KIND_UNSPECIFIED, UNRECOGNIZED -> LineKind.SIM;
        };
    var runner = runner(name, spec, kind, host);
    attach(runner, new AbsentLine(kind, reason, clock, events(runner)));
    return runner;
  }

  private LineRunner runner(String name, LineSpec spec, LineKind kind, LineHost host) {
    var agent = Agents.start(name, kind, spec, shared);
    return new LineRunner(name, spec, agent, mailbox, clock, host);
  }

  /// Events of a line that was closed meanwhile go nowhere.
  private Consumer<LineEvent> events(LineRunner runner) {
    return event ->
        mailbox.post(() -> {
          if (byName.get(runner.name()) == runner) {
            runner.on(event);
          }
        });
  }

  private void attach(LineRunner runner, Line line) {
    runner.attach(
        line,
        new LineMedia(
            engine,
            line,
            shared.tones(),
            LineMedia.echoTailMillis(runner.spec(), line.kind()),
            event -> mailbox.post(() -> runner.on(event))));
  }

  /// Closing hardware may take a second: not on this thread.
  private void close(LineRunner runner, Runnable then) {
    var line = runner.shutdown();
    Thread.ofVirtual()
        .name("close-" + runner.name())
        .start(() -> {
          line.close();
          mailbox.post(then);
        });
  }

  /// Closes all of them; the threads that do it.
  List<Thread> closeAll() {
    var closing = new ArrayList<Thread>();
    for (LineRunner runner : byName.values()) {
      var line = runner.shutdown();
      closing.add(Thread.ofVirtual().name("close-" + runner.name()).start(line::close));
    }
    byName.clear();
    return closing;
  }

  private Tones tones(Documents documents) {
    var edge = documents.edges().get(settings.name());
    String name =
        edge == null || edge.getToneScheme().isEmpty() ? Documents.DEFAULT : edge.getToneScheme();
    var spec = documents.toneSchemes().get(name);
    if (spec == null) {
      return Tones.standard();
    }
    try {
      return Tones.of(spec);
    } catch (IllegalArgumentException wrong) {
      LOG.error("ToneScheme {}: {}; the built-in one is used", name, wrong.getMessage());
      return Tones.standard();
    }
  }
}
