package io.patchbay.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CodecReportTest {
  @Test
  void whatIsThereAndWhatIsMissingAreTold() throws IOException {
    assertEquals(
        List.of(
            "codecs: G722, PCMA",
            "codec missing: GSM (libgsm.so.1): MISSING, libgsm.so.1 is not there: apt-get install"
                + " libgsm1"),
        CodecReport.lines(
            """
            {"name":"edge","status":"UP","details":{"edge":{"name":"edge","details":{"lines":3,
            "codecs":["G722","PCMA"],"codecsMissing":["GSM (libgsm.so.1): MISSING, libgsm.so.1 is \
            not there: apt-get install libgsm1"],"trunks":1}}}}
            """));
  }

  @Test
  void aPageWithoutThemTellsNothing() throws IOException {
    assertEquals(List.of(), CodecReport.lines("{\"status\":\"UP\"}"));
  }
}
