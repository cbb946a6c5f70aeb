using System.Collections.Concurrent;
using System.Globalization;
using Lanekeeper.FaultProvider.Scripting;

namespace Lanekeeper.FaultProvider.Replaying;

/// <summary>The recordings that can be asked for by <c>replay-NAME</c>.</summary>
internal sealed class RecordingShelf
{
    public const int MostRecordings = 5000;
    public const long MostBytes = 256L << 20;
    public const string Rule = "a name is made of at most 200 letters, digits, dots, dashes and underscores";

    private readonly ConcurrentDictionary<string, Recording> _recordings = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();
    private long _bytes;

    public IEnumerable<Recording> All => _recordings.Values.OrderBy(recording => recording.Name, StringComparer.Ordinal);

    /// <summary>Puts a recording there, in the place of one of the same name.</summary>
    /// <exception cref="ArgumentException">There is no room, or a value is out of its range.</exception>
    public void Add(Recording recording)
    {
        RecordingRules.Check(recording);
        lock (_adding)
        {
            var before = _recordings.GetValueOrDefault(recording.Name);
            var bytes = _bytes + recording.Body.Length - (before?.Body.Length ?? 0);
            if (bytes > MostBytes || (before is null && _recordings.Count >= MostRecordings))
            {
                throw new ArgumentException($"At most {MostRecordings} recordings of {MostBytes >> 20} MB together are kept; DELETE /_/replay forgets those there are.");
            }

            _bytes = bytes;
            _recordings[recording.Name] = recording;
        }
    }

    public void Clear()
    {
        lock (_adding)
        {
            _recordings.Clear();
            _bytes = 0;
        }
    }

    /// <param name="model"><c>replay-NAME</c>, and where it is cut: <c>@every-7</c>, <c>@at-10-25</c>. Another word behind an <c>@</c> means nothing, nor does a date at the end.</param>
    public (Recording? Recording, string? Fault) Find(string model, string format)
    {
        var asked = model[Recording.Prefix.Length..].Split('@', 2);
        if (!_recordings.TryGetValue(asked[0], out var found) && !_recordings.TryGetValue(FaultNames.WithoutPin(asked[0]), out found))
        {
            return (null, $"There is no recording '{asked[0]}'; GET /_/replay lists those there are, POST /_/replay adds one.");
        }

        return found.Format is { } only && only != format
            ? (null, $"The recording '{found.Name}' is of the format {only}, and {format} was asked for.")
            : (asked.Length == 2 ? Cut(found, asked[1]) : found, null);
    }

    private static Recording Cut(Recording recording, string how)
    {
        var words = how.Split('-');
        var places = words.Skip(1).Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0).ToList();
        return (words[0], places) switch
        {
            ("every", [> 0 and var size]) => recording with { SplitAt = null, Every = size },
            ("at", { Count: > 0 }) => recording with { SplitAt = places },
            _ => recording,
        };
    }
}
