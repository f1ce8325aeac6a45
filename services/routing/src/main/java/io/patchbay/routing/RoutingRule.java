package io.patchbay.routing;

/// One step of the decision. Steps are asked in order until one decides, or all have been. Each
/// sees the question as those before it have left it. Stateless, pure, thread-safe.
public interface RoutingRule {
  /// The word configuration and traces use. Lower case, dashes.
  String name();

  /// Judges one question.
  Verdict judge(Inquiry inquiry);
}
