package io.patchbay.edge.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.edge.agent.FxoAgent;
import io.patchbay.edge.agent.FxsAgent;
import io.patchbay.edge.context.Tones;
import io.patchbay.line.LineKind;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PassThroughSpec;
import io.patchbay.proto.config.v1.SecondStageSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What agents take from the documents of their lines.
final class AgentsTest {
  private static final Agents.Shared SHARED =
      new Agents.Shared(
          Tones.standard(), Set.of("112"), Map.of("fxs-1", "*00"), Duration.ofSeconds(20));

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
