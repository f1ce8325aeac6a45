package io.patchbay.edge.health;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.patchbay.edge.nat.OutsideAddress;
import io.patchbay.edge.run.Desk;
import io.patchbay.edge.spool.Spool;
import io.patchbay.line.LineState;
import io.patchbay.media.codec.Capability;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.fax.FaxEngine;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;

/// Up while the mailbox answers; the details say how many lines and trunks are there.
public final class EdgeHealth implements HealthIndicator {
  private final Desk desk;
  private final Spool spool;
  private final Codecs codecs;
  private final FaxEngine faxes;
  private final OutsideAddress outside;

  public EdgeHealth(
      Desk desk, Spool spool, Codecs codecs, FaxEngine faxes, OutsideAddress outside) {
    this.outside = outside;
    this.faxes = faxes;
    this.desk = desk;
    this.codecs = codecs;
    this.spool = spool;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    var answer = new CompletableFuture<Desk.View>();
    desk.view(answer::complete);
    return Publishers.fromCompletableFuture(
        answer
            .orTimeout(2, TimeUnit.SECONDS)
            .handle((view, late) ->
                late == null
                    ? up(view)
                    : HealthResult.builder("edge", HealthStatus.DOWN)
                        .details("the mailbox does not answer")
                        .build()));
  }

  private HealthResult up(Desk.View view) {
    var details = new LinkedHashMap<String, Object>();
    details.put("lines", view.lines().size());
    details.put(
        "linesInService",
        view.lines().stream().filter(line -> line.state() == LineState.IN_SERVICE).count());
    details.put("calls", view.calls());
    details.put("trunks", view.attached());
    details.put("primary", view.primary());
    details.put("spooledFacts", spool.depth());
    details.put("codecs", codecs.encodingNames());
    details.put(
        "codecsMissing",
        codecs.capabilities().stream()
            .filter(one -> !one.available() && one.state() != Capability.State.OFF)
            .map(Capability::toString)
            .toList());
    details.put("fax", faxes.capability().toString());
    if (!outside.report().isEmpty()) {
      details.put("outsideAddress", outside.report());
    }
    return HealthResult.builder("edge", HealthStatus.UP).details(details).build();
  }
}
