package io.patchbay.media.session;

/// Health of the engine since its start.
///
/// @param contexts open contexts
/// @param terminations open terminations
/// @param framesRun context frames processed by the shared ticks
/// @param ticksLate tick slots begun more than 5 ms late
/// @param framesSkipped frames left out because a tick was more than 5 frames late
/// @param pacingP50Micros median deviation of a context's frame interval from 20 ms
/// @param pacingP99Micros 99th percentile of it
/// @param pacingMaxMicros largest
/// @param sinkFailures exceptions thrown by event sinks
public record EngineStatistics(
    int contexts,
    int terminations,
    long framesRun,
    long ticksLate,
    long framesSkipped,
    long pacingP50Micros,
    long pacingP99Micros,
    long pacingMaxMicros,
    long sinkFailures) {}
