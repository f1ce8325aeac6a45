package io.patchbay.trunk.sip;

import java.util.concurrent.atomic.LongAdder;

/// What the stack has seen, for metrics.
public final class SipCounters {
  public final LongAdder requests = new LongAdder();
  public final LongAdder responses = new LongAdder();

  /// Messages that could be read.
  public final LongAdder parsed = new LongAdder();

  /// Messages the parser has refused.
  public final LongAdder unparseable = new LongAdder();

  /// Requests answered 503 before anything was spent on them.
  public final LongAdder shed = new LongAdder();

  /// Requests answered 503 because the replica had not read its documents yet.
  public final LongAdder early = new LongAdder();

  /// Requests of strangers, who get no answer.
  public final LongAdder ignored = new LongAdder();

  /// Datagrams dropped since too many waited.
  public final LongAdder dropped = new LongAdder();

  /// Requests refused for what they say (4xx, 5xx of the checks).
  public final LongAdder refused = new LongAdder();

  /// Messages that belong to nothing.
  public final LongAdder stray = new LongAdder();

  /// Messages that could not be sent.
  public final LongAdder unsent = new LongAdder();

  /// Our 2xx and reliable 1xx sent once more.
  public final LongAdder retransmitted = new LongAdder();

  /// Final responses sent once more since their request came once more.
  public final LongAdder repeated = new LongAdder();
}
