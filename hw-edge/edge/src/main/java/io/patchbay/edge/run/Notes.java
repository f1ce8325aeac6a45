package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.contract.Fault;
import io.patchbay.edge.spool.Spool;
import io.patchbay.line.LineEvent.Noted;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.event.v1.PhoneSetting;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What lines did by themselves, for the audit trail, and what was set on phones: kept until a
/// trunk has it. On the mailbox thread.
final class Notes {
  private static final Logger LOG = LoggerFactory.getLogger(Notes.class);

  private final String edge;
  private final Spool spool;
  private final Mailbox mailbox;
  private final FactPump facts;
  private final Uplinks uplinks;
  private long count;

  Notes(String edge, Spool spool, Mailbox mailbox, FactPump facts, Uplinks uplinks) {
    this.edge = requireNonNull(edge, "edge");
    this.spool = requireNonNull(spool, "spool");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.facts = requireNonNull(facts, "facts");
    this.uplinks = requireNonNull(uplinks, "uplinks");
  }

  void keep(LineRunner line, Noted noted) {
    String id = "note-%s-%s-%d-%d".formatted(edge, line.name(), noted.at().toEpochMilli(), ++count);
    var fact =
        Fact.newBuilder()
            .setAt(Up.at(noted.at()))
            .setEdge(edge)
            .setLine(line.name())
            .setNoted(
                io.patchbay.proto.edge.v1.Noted.newBuilder()
                    .setAction(noted.action())
                    .setDetail(noted.detail()));
    try {
      spool.addFact(id, fact, written -> mailbox.post(() -> kept(line, noted, written)));
    } catch (Fault full) {
      LOG.warn("line {}: {} is not kept: {}", line.name(), noted.action(), full.getMessage());
      uplinks.tellPrimary(Up.noted(line, noted));
    }
  }

  private void kept(LineRunner line, Noted noted, boolean written) {
    if (written) {
      facts.send();
    } else {
      uplinks.tellPrimary(Up.noted(line, noted));
    }
  }

  /// What somebody has set on a phone while no trunk was attached.
  ///
  /// @param done whether it is kept; on the mailbox thread
  void keep(PhoneSetting setting, Consumer<Boolean> done) {
    String id =
        "phone-%s-%d-%d-%d"
            .formatted(edge, setting.getAt().getSeconds(), setting.getAt().getNanos(), ++count);
    var fact =
        Fact.newBuilder()
            .setAt(setting.getAt())
            .setEdge(edge)
            .setLine(setting.getPhone().replaceFirst("^line/", ""))
            .setPhoneSetting(setting);
    try {
      spool.addFact(id, fact, written -> mailbox.post(() -> kept(written, done)));
    } catch (Fault full) {
      LOG.warn("{}: a setting is not kept: {}", setting.getPhone(), full.getMessage());
      done.accept(false);
    }
  }

  private void kept(boolean written, Consumer<Boolean> done) {
    if (written) {
      facts.send();
    }
    done.accept(written);
  }
}
