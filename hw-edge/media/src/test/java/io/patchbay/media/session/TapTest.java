package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.record.CallTap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A recorded line says 600 Hz and hears 1000 Hz, in virtual time.
final class TapTest {
  private final TonePort a = new TonePort(600, -20);
  private final TonePort b = new TonePort(1000, -20);

  @Test
  void eachSideHasAChannelOfItsOwn() {
    var sides = record(new CallTap(0), 1000);
    assertEquals(-20, sides.get(0).levelDbm0(600), 1);
    assertTrue(sides.get(0).levelDbm0(1000) < -50, "left has the other side");
    assertEquals(-20, sides.get(1).levelDbm0(1000), 1);
    assertTrue(sides.get(1).levelDbm0(600) < -50, "right has the other side");
    assertTrue(b.sound().levelDbm0(1400) < -50, "a beep that nobody wanted");
  }

  @Test
  void bothSidesHearTheBeepAndSoDoesWhoListensLater() {
    var sides = record(new CallTap(1), 200);
    for (var heard : List.of(a.sound(), b.sound(), sides.get(0), sides.get(1))) {
      assertTrue(heard.levelDbm0(1400) > -24, "beep at " + heard.levelDbm0(1400) + " dBm0");
    }
  }

  @Test
  void bothSidesHearTheAnnouncementOnceAndThenTheBeep() {
    var words = new short[160 * 30 + 1];
    java.util.Arrays.fill(words, (short) 500);
    var tap = new CallTap(1, words);
    var said = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      var heard = new short[160];
      tap.heard(heard);
      short[] out = tap.said(heard, new short[160]);
      assertEquals(heard[1], out[1], "both hear the same, frame " + i);
      char now = heard[0] == 500 ? 'w' : heard[1] != 0 ? 'b' : '.';
      said.append(said.isEmpty() || said.charAt(said.length() - 1) != now ? "" + now : "");
    }
    assertEquals("w.b.b.", said.toString());
    assertEquals(2 * 160 * 150, tap.drain(new short[1 << 17]));
  }

  @Test
  void theBeepComesAgainAfterItsInterval() {
    var tap = new CallTap(2);
    var frame = new short[160];
    var beeps = new StringBuilder();
    for (int i = 0; i < 250; i++) {
      java.util.Arrays.fill(frame, (short) 0);
      tap.heard(frame);
      boolean beep = frame[1] != 0;
      beeps.append(beep && i % 100 == 0 ? i / 50 + "s " : "");
      assertEquals(i % 100 < 10, beep, "frame " + i);
    }
    assertEquals("0s 2s 4s ", beeps.toString());
  }

  @Test
  void whatNobodyDrainsIsLostAndCounted() {
    var tap = new CallTap(0);
    var frame = new short[160];
    for (int i = 0; i < 250; i++) {
      tap.heard(frame);
      tap.said(frame, frame);
    }
    assertEquals(5000 - 4080, tap.lostMillis());
    assertEquals(2 * 8 * 4080, tap.drain(new short[1 << 17]));
  }

  private List<TonePort.Sound> record(CallTap tap, int millis) {
    try (var world = new VirtualEngine()) {
      var near = world.line(a);
      world.join(near, world.line(b));
      world.run(200);
      a.forget();
      b.forget();
      near.tap(tap);
      world.run(millis);
      near.tap(null);
      world.run(100);
      var pcm = new short[1 << 16];
      int count = tap.drain(pcm);
      assertEquals(millis * 16, count);
      var left = new ArrayList<short[]>();
      var right = new ArrayList<short[]>();
      for (int at = 0; at < count; at += 320) {
        var one = new short[160];
        var other = new short[160];
        for (int i = 0; i < 160; i++) {
          one[i] = pcm[at + 2 * i];
          other[i] = pcm[at + 2 * i + 1];
        }
        left.add(one);
        right.add(other);
      }
      return List.of(new TonePort.Sound(left), new TonePort.Sound(right));
    }
  }
}
