package io.patchbay.standalone;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.patchbay.contract.RouteQuestions;
import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.document.DocumentFiles;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.ListRecordsRequest;
import io.patchbay.proto.cdr.v1.ListRecordsResponse;
import io.patchbay.proto.cdr.v1.RecordsGrpc;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.policy.v1.Difference;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.policy.v1.ReplayRequest;
import io.patchbay.proto.policy.v1.ReplayResponse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// `./patchbay replay FILE`: which of the last calls changed documents would send elsewhere.
/// Changes nothing.
final class ReplayCommand {
  private static final int PAGE = 1000;
  private static final int MOST = 100_000;
  private static final int USUAL = 1000;

  private final ClientOptions options;
  private final ManagedChannel channel;
  private final PrintStream out;

  ReplayCommand(ClientOptions options, ManagedChannel channel, PrintStream out) {
    this.options = options;
    this.channel = channel;
    this.out = out;
  }

  /// Exit code 0: every call would go where it went; 1: some would not.
  int run() throws IOException {
    if (options.words().size() != 1) {
      throw new StartFailure("replay: give the FILE or directory with the changed documents");
    }
    int last = last();
    List<Document> changed = documents(Path.of(options.words().getFirst()));
    List<CallRecord> records = records(last);
    Collections.reverse(records);
    int elsewhere = 0;
    ByteString state = ByteString.EMPTY;
    for (int from = 0; from == 0 || from < records.size(); from += PAGE) {
      List<CallRecord> some = records.subList(from, Math.min(from + PAGE, records.size()));
      ReplayResponse answer =
          PolicyGrpc.newBlockingStub(channel)
              .replay(
                  ReplayRequest.newBuilder()
                      .addAllChanged(changed)
                      .addAllCalls(some.stream().map(RouteQuestions::replayed).toList())
                      .setState(state)
                      .build());
      show(answer.getDifferencesList(), some);
      elsewhere += answer.getDifferencesCount();
      state = answer.getState();
    }
    out.printf(Locale.ROOT, "%d of %d calls would go elsewhere%n", elsewhere, records.size());
    return elsewhere == 0 ? 0 : 1;
  }

  /// Newest first, without what a replay does not need.
  private List<CallRecord> records(int last) {
    List<CallRecord> records = new ArrayList<>();
    String page = "";
    do {
      ListRecordsResponse answer =
          RecordsGrpc.newBlockingStub(channel)
              .listRecords(
                  ListRecordsRequest.newBuilder()
                      .setPageSize(Math.min(PAGE, last - records.size()))
                      .setPageToken(page)
                      .build());
      answer
          .getRecordsList()
          .forEach(record ->
              records.add(record.toBuilder().clearLegs().clearTrace().clearRecordings().build()));
      page = answer.getNextPageToken();
    } while (!page.isEmpty() && records.size() < last);
    return records;
  }

  private void show(List<Difference> differences, List<CallRecord> records) {
    Map<String, CallRecord> byId =
        records.stream()
            .collect(Collectors.toMap(CallRecord::getCallId, record -> record, (one, _) -> one));
    for (Difference difference : differences) {
      CallRecord record =
          byId.getOrDefault(difference.getCallId(), CallRecord.getDefaultInstance());
      var began = Instant.ofEpochSecond(record.getStartedAt().getSeconds());
      String origin = record.getOriginKind() + " " + record.getOrigin();
      out.println(began + " " + origin.strip() + " calls " + record.getCalledNumber());
      out.println("  was " + DecisionWords.of(difference.getBefore()));
      out.println("  now " + DecisionWords.of(difference.getAfter()));
    }
  }

  private int last() {
    String text = options.values().getOrDefault("--last", String.valueOf(USUAL));
    if (!text.matches("[1-9][0-9]{0,5}") || Integer.parseInt(text) > MOST) {
      throw new StartFailure("--last: '" + text + "' is not 1 to " + MOST);
    }
    return Integer.parseInt(text);
  }

  private static List<Document> documents(Path path) throws IOException {
    try {
      return DocumentFiles.read(path, Map.of());
    } catch (DocumentException e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    } catch (NoSuchFileException e) {
      throw new StartFailure("replay: no such file: " + path, e);
    }
  }
}
