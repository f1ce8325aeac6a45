package io.patchbay.routing.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.policy.v1.Decision;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which targets are tried after which causes.
final class NextTargetTest {
  private static List<Integer> numbers(String causes) {
    return Arrays.stream(causes.split(" "))
        .filter(one -> !one.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'',0,true",
    "'',17,true",
    "17,17,true",
    "17,44,true",
    "17,19,false",
    "18 19 20 27 38,19,true",
    "18 19 20 27 38,0,false"
  })
  void aForwardingFollowsItsCauses(String after, int cause, boolean follows) {
    assertEquals(follows, NextTarget.follows(numbers(after), cause));
  }

  @ParameterizedTest
  @CsvSource({
    "'',34,true",
    "'',44,true",
    "'',38,true",
    "'',17,false",
    "'',21,false",
    "'',1,false",
    "17 21,21,true",
    "17 21,34,false",
    "17 21,44,true"
  })
  void anotherLineIsTriedWhereTheWayThereFailedOrAsTheDecisionSays(
      String causes, int cause, boolean goesOn) {
    Decision decision = Decision.newBuilder().addAllNextTargetCauses(numbers(causes)).build();
    assertEquals(goesOn, NextTarget.goesOn(decision, cause));
  }
}
