package io.patchbay.edge.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.patchbay.media.codec.Capability;
import io.patchbay.media.codec.Codecs;
import java.util.Locale;

/// What Prometheus sees of the codecs: 1 where one can be used, with the reason where not.
public final class CodecMeters implements MeterBinder {
  private final Codecs codecs;

  public CodecMeters(Codecs codecs) {
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
  }
}
