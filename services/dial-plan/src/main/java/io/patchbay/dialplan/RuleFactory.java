package io.patchbay.dialplan;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.patchbay.routing.AdmitRule;
import io.patchbay.routing.AuthoriseRule;
import io.patchbay.routing.DivertRule;
import io.patchbay.routing.EmergencyRule;
import io.patchbay.routing.FeatureRule;
import io.patchbay.routing.LimitRule;
import io.patchbay.routing.LoopRule;
import io.patchbay.routing.NormaliseRule;
import io.patchbay.routing.OverlapRule;
import io.patchbay.routing.PresentRule;
import io.patchbay.routing.RewriteRule;
import io.patchbay.routing.RoutingRule;
import io.patchbay.routing.SelectRule;
import io.patchbay.routing.ShieldRule;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/// Every step as a bean; which of them are asked, and when, is `patchbay.rules`.
@Factory
@Requires(env = DialPlanMain.SERVICE)
final class RuleFactory {
  @Singleton
  @Named("emergency")
  RoutingRule emergency() {
    return new EmergencyRule();
  }

  @Singleton
  @Named("feature")
  RoutingRule feature() {
    return new FeatureRule(true);
  }

  @Singleton
  @Named("divert")
  RoutingRule divert() {
    return new DivertRule();
  }

  @Singleton
  @Named("normalise")
  RoutingRule normalise() {
    return new NormaliseRule();
  }

  @Singleton
  @Named("authorise")
  RoutingRule authorise() {
    return new AuthoriseRule();
  }

  @Singleton
  @Named("rewrite")
  RoutingRule rewrite() {
    return new RewriteRule();
  }

  @Singleton
  @Named("overlap")
  RoutingRule overlap() {
    return new OverlapRule();
  }

  @Singleton
  @Named("select")
  RoutingRule select() {
    return new SelectRule();
  }

  @Singleton
  @Named("shield")
  RoutingRule shield() {
    return new ShieldRule();
  }

  @Singleton
  @Named("loop")
  RoutingRule loop() {
    return new LoopRule();
  }

  @Singleton
  @Named("admit")
  RoutingRule admit() {
    return new AdmitRule();
  }

  @Singleton
  @Named("limit")
  RoutingRule limit() {
    return new LimitRule(true);
  }

  @Singleton
  @Named("present")
  RoutingRule present() {
    return new PresentRule();
  }
}
