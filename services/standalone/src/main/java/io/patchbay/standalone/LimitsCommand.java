package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.patchbay.contract.document.Money;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.CorrectRequest;
import io.patchbay.proto.limit.v1.LimitsGrpc;
import io.patchbay.proto.limit.v1.ListBalancesRequest;
import io.patchbay.proto.limit.v1.ListBalancesResponse;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.ResetRequest;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `./patchbay limits [reset|correct LIMIT …]`: what is left of the limits; begins them anew, or
/// corrects what was used.
final class LimitsCommand {
  private static final String USAGE =
      "limits: give nothing, reset LIMIT [minutes|calls|messages|cost], or correct LIMIT"
          + " minutes|calls|messages|cost AMOUNT";

  private static final Map<String, Measure> MEASURES =
      Map.of(
          "minutes", Measure.MEASURE_MINUTES,
          "calls", Measure.MEASURE_CALLS,
          "messages", Measure.MEASURE_MESSAGES,
          "cost", Measure.MEASURE_COST);

  private final ClientOptions options;
  private final LimitsGrpc.LimitsBlockingStub limits;
  private final PrintStream out;

  LimitsCommand(ClientOptions options, ManagedChannel channel, PrintStream out) {
    this.options = options;
    this.limits = LimitsGrpc.newBlockingStub(channel);
    this.out = out;
  }

  int run() {
    ListBalancesResponse now = asked(options.words());
    now.getBalancesList().forEach(balance -> out.println(words(balance)));
    if (now.getBalancesCount() == 0) {
      out.println("no limits");
    }
    return 0;
  }

  /// A limit's name may have a space: `plan line/gsm-1`.
  private ListBalancesResponse asked(List<String> words) {
    if (words.isEmpty()) {
      return limits.listBalances(ListBalancesRequest.getDefaultInstance());
    }
    int end = words.size();
    if (words.getFirst().equals("reset") && end >= 2) {
      return limits.reset(reset(words.subList(1, end)));
    }
    if (words.getFirst().equals("correct") && end >= 4) {
      return limits.correct(correct(words.subList(1, end)));
    }
    throw new StartFailure(USAGE);
  }

  /// LIMIT, measure and amount; of money with decimals.
  static CorrectRequest correct(List<String> words) {
    int end = words.size();
    Measure measure = measure(words.get(end - 2));
    String amount = words.get(end - 1);
    CorrectRequest.Builder request =
        CorrectRequest.newBuilder()
            .setQuota(String.join(" ", words.subList(0, end - 2)))
            .setMeasure(measure);
    return measure == Measure.MEASURE_COST
        ? request.setMicros(money(amount)).build()
        : request.setAmount(UpOptions.number("AMOUNT", amount)).build();
  }

  private static long money(String amount) {
    try {
      return amount.startsWith("-") ? -Money.micros(amount.substring(1)) : Money.micros(amount);
    } catch (IllegalArgumentException e) {
      throw new StartFailure("AMOUNT: " + e.getMessage());
    }
  }

  /// The last word may say of what.
  static ResetRequest reset(List<String> words) {
    boolean one = words.size() > 1 && MEASURES.containsKey(words.getLast());
    return ResetRequest.newBuilder()
        .setQuota(String.join(" ", one ? words.subList(0, words.size() - 1) : words))
        .setMeasure(one ? measure(words.getLast()) : Measure.MEASURE_UNSPECIFIED)
        .build();
  }

  private static Measure measure(String word) {
    return Optional.ofNullable(MEASURES.get(word))
        .orElseThrow(() ->
            new StartFailure(
                "`" + word + "` is neither minutes, nor calls, nor messages, nor cost"));
  }

  /// `plan line/gsm-1: 12 of 100 minutes used, 5 reserved, since 2026-11-05`.
  static String words(Balance balance) {
    boolean minutes = balance.getMeasure() == Measure.MEASURE_MINUTES;
    long unit = minutes ? 60 : 1;
    String what =
        MEASURES.entrySet().stream()
            .filter(one -> one.getValue() == balance.getMeasure())
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("?");
    String since = balance.getPeriod().isEmpty() ? "" : ", since " + balance.getPeriod();
    return balance.getPeriod().equals("free")
        ? balance.getQuota() + ": free at this time"
        : String.format(
            Locale.ROOT,
            "%s: %s of %s %s used, %s reserved%s",
            balance.getQuota(),
            amount(balance, Math.ceilDiv(balance.getUsed(), unit)),
            amount(balance, balance.getLimit() / unit),
            what,
            amount(balance, Math.ceilDiv(balance.getReserved(), unit)),
            since);
  }

  private static String amount(Balance balance, long count) {
    return balance.getMeasure() == Measure.MEASURE_COST ? Money.text(count) : Long.toString(count);
  }
}
