package io.patchbay.edge.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.patchbay.media.codec.Capability;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.fax.FaxEngine;
import java.util.Locale;

/// What Prometheus sees of codecs and fax modems: 1 where one can be used, with the reason where
/// not.
public final class CodecMeters implements MeterBinder {
  private final Codecs codecs;
  private final FaxEngine faxes;

  public CodecMeters(Codecs codecs, FaxEngine faxes) {
    this.faxes = faxes;
    this.codecs = codecs;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Capability one : codecs.capabilities()) {
      Gauge.builder("patchbay.edge.codec", one, capability -> capability.available() ? 1 : 0)
          .tag("codec", one.encoding())
          .tag("library", one.library())
          .tag("state", one.state().name().toLowerCase(Locale.ROOT))
          .description("1: calls can use this codec")
          .strongReference(true)
          .register(registry);
    }
    Gauge.builder("patchbay.edge.fax", faxes, engine -> engine.capability().available() ? 1 : 0)
        .description("1: there are fax modems, so T.38 and lines can be joined")
        .strongReference(true)
        .register(registry);
    Gauge.builder("patchbay.edge.fax.restarts", faxes, FaxEngine::restarts)
        .description("How often the process of the fax modems ended and was started anew")
        .strongReference(true)
        .register(registry);
  }
}
