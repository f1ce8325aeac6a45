package io.patchbay.edge.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.edge.agent.FxoAgent;
import io.patchbay.edge.agent.FxsAgent;
import io.patchbay.edge.context.Tones;
import io.patchbay.line.LineKind;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PassThroughSpec;
import io.patchbay.proto.config.v1.SecondStageSpec;
import io.patchbay.routing.FeatureCodes;
import io.patchbay.routing.Router;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What agents take from the documents of their lines.
final class AgentsTest {
  private static final Agents.Shared SHARED =
      new Agents.Shared(
          Tones.standard(),
          Set.of("112"),
          Map.of("fxs-1", "*00"),
          FeatureCodes.NONE,
          Duration.ofSeconds(20));

  private static Duration ringDelay(int milliseconds) {
    LineSpec spec =
        LineSpec.newBuilder()
            .setPassThrough(PassThroughSpec.newBuilder().setRingDelayMs(milliseconds))
            .build();
    FxoAgent line = (FxoAgent) Agents.start("fxo-1", LineKind.FXO, spec, SHARED);
    return line.settings().callerId();
  }

  @Test
  void aPhoneRingsWithoutTheCallersNumberAfterItsDelay() { // H-045
    assertEquals(Duration.ofSeconds(2), ringDelay(2000));
    assertEquals(Duration.ofSeconds(4), ringDelay(0));
  }

  @Test
  void aPhonesOwnPlanIsItsDigitMapAndTheAccessCodeIsSentAtOnce() { // H-101, H-155
    LineSpec spec = LineSpec.newBuilder().setDialPlan("{L:55xxx | 10x}").build();
    FxsAgent phone = (FxsAgent) Agents.start("fxs-1", LineKind.FXS, spec, SHARED);
    var digits = phone.settings().digits();
    assertEquals(Set.of("112", "*00"), digits.atOnce());
    assertTrue(digits.plan().orElseThrow().print().contains("55"));
    FxsAgent other = (FxsAgent) Agents.start("fxs-2", LineKind.FXS, spec, SHARED);
    assertFalse(other.settings().digits().atOnce().contains("*00"));
  }

  @Test
  void aFeatureCodeIsSentAtOnceOrStandsBeforeANumber() { // H-122, H-128
    Documents documents =
        Documents.of(
            DocumentYaml.parse("t", "{kind: Line, name: fxs-1, spec: {kind: fxs, edge: e}}"));
    Agents.Shared shared =
        new Agents.Shared(
            Tones.standard(),
            Set.of("112"),
            Map.of(),
            Router.of(documents).featureCodes(),
            Duration.ofSeconds(20));
    LineSpec spec = LineSpec.newBuilder().setDialPlan("{10xx}").build();
    FxsAgent phone = (FxsAgent) Agents.start("fxs-1", LineKind.FXS, spec, shared);
    var digits = phone.settings().digits();
    assertTrue(digits.atOnce().contains("*73"));
    assertFalse(digits.next("*", '7').complete(), "*73, *72 and others");
    assertTrue(digits.next("*7", '3').complete());
    assertFalse(digits.next("*6", '7').complete());
    assertTrue(digits.next("*67100", '8').complete(), "the plan holds for the number behind it");
    assertTrue(digits.next("*6711", '2').complete(), "an emergency number waits for nothing");
    assertTrue(digits.next("*6711", '0').complete(), "the plan has nothing like it");
  }

  private static final LineSpec STAGED =
      LineSpec.newBuilder()
          .setIncoming(
              Destination.newBuilder().setSecondStage(SecondStageSpec.getDefaultInstance()))
          .build();

  @Test
  void aCallIsOfferedAfterSoManyRings() { // H-043, H-163
    assertEquals(1, Agents.rings(LineSpec.getDefaultInstance()));
    assertEquals(3, Agents.rings(LineSpec.newBuilder().setRingsBeforeOffer(3).build()));
    assertEquals(4, Agents.rings(STAGED));
    assertEquals(2, Agents.rings(STAGED.toBuilder().setRingsBeforeOffer(2).build()));
    PassThroughSpec phone = PassThroughSpec.newBuilder().setPhone("fxs-1").build();
    assertEquals(1, Agents.rings(STAGED.toBuilder().setPassThrough(phone).build()), "it rings");
  }
}
