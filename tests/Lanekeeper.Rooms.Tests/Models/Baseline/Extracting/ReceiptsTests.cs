using System.Globalization;
using System.Text.Json;
using Lanekeeper.Models.Baseline;
using Lanekeeper.Models.Baseline.Extracting;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Models.Baseline.Extracting;

/// <summary>A look at 313 scanned receipts, whose recognised text is full of holes: a floor under what is found, no promise.</summary>
public sealed class ReceiptsTests
{
    private static readonly JsonElement Schema = JsonElement.Parse(
        """
        {
          "type": "object",
          "properties": {
            "date": { "type": ["string", "null"], "format": "date" },
            "total": { "type": ["number", "null"], "x-lanekeeper": { "fill": "amount" } }
          }
        }
        """);

    [Fact]
    public void Dates_and_totals_of_real_receipts_are_mostly_found()
    {
        var model = new BaselineModel();
        var (dates, totals, receipts) = (0, 0, 0);
        foreach (var line in File.ReadLines(TestData.File("sroie", "receipts.jsonl")))
        {
            using var receipt = JsonDocument.Parse(line);
            var gold = receipt.RootElement.GetProperty("gold");
            var text = receipt.RootElement.GetProperty("text").GetString()!;
            var output = model.Answer(new BaselineRequest(Schema, text, JsonElement.Parse("{}"), BaselineExamples.None, [])).Output;
            receipts++;
            dates += gold.TryGetProperty("date", out var date) && Dates.In(date.GetString()!) is [var first, ..]
                && output.GetProperty("date").GetString() == first.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ? 1 : 0;
            totals += gold.TryGetProperty("total", out var total) && output.GetProperty("total") is { ValueKind: JsonValueKind.Number } found
                && decimal.TryParse(total.GetString()!.Trim('R', 'M', '$', ' '), CultureInfo.InvariantCulture, out var right) && found.GetDecimal() == right ? 1 : 0;
        }

        ((double)dates / receipts).ShouldBeGreaterThanOrEqualTo(0.95);
        ((double)totals / receipts).ShouldBeGreaterThanOrEqualTo(0.65);
    }
}
