package io.patchbay.trunk.run;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/// Time and chance, as the runner needs them.
public record Clockwork(
    ScheduledExecutorService timers, InstantSource clock, RandomGenerator random) {}
