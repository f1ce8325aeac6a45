package io.patchbay.media.tone;

import static io.patchbay.media.tone.ToneSyntax.parse;

import java.util.List;

/// The call-progress tones of a country (E.180).
///
/// @param dial proceed to select
/// @param ringback the called party is alerted
/// @param busy the called party is busy
/// @param congestion no circuit, or number unknown (reorder)
/// @param confirmation a feature was set; finite
/// @param callWaiting another call waits; finite
public record ToneScheme(
    Tone dial, Tone ringback, Tone busy, Tone congestion, Tone confirmation, Tone callWaiting) {

  /// E.180 §2–6 recommended: 425 Hz.
  public static ToneScheme itu() {
    return new ToneScheme(
        parse("f1=425@-10,c=0/0;"),
        parse("f1=425@-13,c=1000/4000;"),
        parse("f1=425@-13,c=500/500;"),
        parse("f1=425@-13,c=200/200;"),
        parse("f1=425@-13,c=100/100-100/100-100/500;").times(1),
        parse("f1=425@-16,c=200/600-200/3000;").times(2));
  }

  /// North America (GR-506).
  public static ToneScheme us() {
    return new ToneScheme(
        parse("f1=350@-13,f2=440@-13,c=0/0;"),
        parse("f1=440@-19,f2=480@-19,c=2000/4000;"),
        parse("f1=480@-24,f2=620@-24,c=500/500;"),
        parse("f1=480@-24,f2=620@-24,c=250/250;"),
        parse("f1=350@-13,f2=440@-13,c=100/100-100/100-100/500;").times(1),
        parse("f1=440@-13,c=300/9700;").times(2));
  }

  /// China (GB/T 3380): 450 Hz.
  public static ToneScheme china() {
    return new ToneScheme(
        parse("f1=450@-10,c=0/0;"),
        parse("f1=450@-13,c=1000/4000;"),
        parse("f1=450@-13,c=350/350;"),
        parse("f1=450@-13,c=700/700;"),
        parse("f1=450@-13,c=100/100-100/100-100/500;").times(1),
        parse("f1=450@-16,c=400/4000;").times(2));
  }

  /// What to listen for on a line of this country: `dial`, `ringback`, `busy`, `congestion`.
  public List<TonePattern> patterns() {
    return List.of(
        TonePattern.of("dial", dial),
        TonePattern.of("ringback", ringback),
        TonePattern.of("busy", busy),
        TonePattern.of("congestion", congestion));
  }
}
