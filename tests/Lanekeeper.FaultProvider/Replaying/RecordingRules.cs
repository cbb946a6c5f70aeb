using Lanekeeper.FaultProvider.Scripting;

namespace Lanekeeper.FaultProvider.Replaying;

internal static class RecordingRules
{
    private const int LongestName = 200;
    private const int MostPlaces = 100_000;
    private static readonly string[] Formats = ["chat", "responses", "embeddings", "messages", "count_tokens"];

    /// <summary>Those that say how bytes travel, which is another matter here.</summary>
    private static readonly HashSet<string> Travel =
        new(StringComparer.OrdinalIgnoreCase) { "transfer-encoding", "content-length", "content-encoding", "connection", "keep-alive", "upgrade", "te", "trailer" };

    public static bool Knows(string? format) => Formats.Contains(format);

    public static Dictionary<string, string> WithoutTravel(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers.Where(header => !Travel.Contains(header.Key)).ToDictionary(header => header.Key, header => header.Value);

    public static void Check(Recording recording)
    {
        if (recording.Name.Length is 0 or > LongestName || !recording.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw new ArgumentException($"name: '{recording.Name}' cannot be part of a model's name; {RecordingShelf.Rule}.");
        }

        if (recording.Format is { } format && !Knows(format))
        {
            throw new ArgumentException($"format: '{format}' is none; one of these was expected: {string.Join(", ", Formats)}.");
        }

        BehaviourRules.Within("status", recording.Status, 200, 599);
        BehaviourRules.Within("every", recording.Every, 1, int.MaxValue);
        BehaviourRules.Within("splitAt", recording.SplitAt?.Count, 0, MostPlaces);
        BehaviourRules.Within("frameDelayMs", recording.FrameDelayMs, 0, BehaviourRules.Hour);
        BehaviourRules.CheckHeaders(recording.Headers);
    }
}
