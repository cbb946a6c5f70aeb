using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline;

/// <param name="Text">What stands for the input, made as the asked text is made.</param>
internal sealed record BaselineExample(string Text, JsonElement Output);

/// <summary>A workflow's labelled examples, read once. The hash of their contents is what trained classifiers are kept by.</summary>
internal sealed class BaselineExamples
{
    /// <summary>Later ones are left out: more would only slow the training down.</summary>
    public const int Most = 5_000;

    public static readonly BaselineExamples None = new([]);

    public BaselineExamples(IEnumerable<BaselineExample> examples)
    {
        All = [.. examples.Take(Most)];
        Hash = HashOf(All);
    }

    public IReadOnlyList<BaselineExample> All { get; }

    public string Hash { get; }

    /// <param name="jsonLines">One <c>{"input": {...}, "output": {...}}</c> on each line; empty lines are skipped.</param>
    /// <param name="textOf">Makes an example's text from its input; without it all the strings of the input count.</param>
    /// <exception cref="FormatException">A line is not such an object; the message names the line.</exception>
    public static BaselineExamples Parse(string jsonLines, Func<JsonElement, string>? textOf = null) =>
        new(jsonLines.Split('\n').Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)).Take(Most)
            .Select(line => Read(line.Item, line.Index + 1, textOf ?? AllStrings)));

    /// <summary>The text of an input for which no template says otherwise.</summary>
    public static string AllStrings(JsonElement input) => string.Join('\n', JsonText.All(input));

    private static BaselineExample Read(string line, int number, Func<JsonElement, string> textOf)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("input", out var input) && root.TryGetProperty("output", out var output)
                ? new BaselineExample(textOf(input), output.Clone())
                : throw new FormatException($"Line {number} of the examples has no 'input' and 'output'.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"Line {number} of the examples is not JSON: {error.Message}", error);
        }
    }

    private static string HashOf(IReadOnlyList<BaselineExample> examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var example in examples)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(JsonText.WellFormed(example.Text)));
            hash.AppendData([0]);
            hash.AppendData(Encoding.UTF8.GetBytes(example.Output.GetRawText()));
            hash.AppendData([0]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
