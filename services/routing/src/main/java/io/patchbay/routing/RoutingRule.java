package io.patchbay.routing;

/// One rule of the decision. Rules are asked in order until one decides. Stateless, pure,
/// thread-safe.
public interface RoutingRule {
  /// The word configuration and traces use. Lower case, dashes.
  String name();

  /// Judges one question.
  Verdict judge(Inquiry inquiry);
}
