using Lanekeeper.FaultProvider.Answering;

namespace Lanekeeper.FaultProvider.Replaying;

/// <summary>A provider's answer as it once went over the wire, and where its bytes are cut.</summary>
internal sealed record Recording
{
    /// <summary>What the name of a model begins with that is answered from the shelf.</summary>
    public const string Prefix = "replay-";

    public required string Name { get; init; }

    /// <summary>The only format that it is given to; any when <see langword="null"/>.</summary>
    public string? Format { get; init; }

    public int Status { get; init; } = 200;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Where a part ends and the next begins; goes before <see cref="Every"/>.</summary>
    public IReadOnlyList<int>? SplitAt { get; init; }

    /// <summary>The size of a part; all in one when not said.</summary>
    public int? Every { get; init; }

    public int FrameDelayMs { get; init; }

    public Reply ToReply() => new() { Status = Status, Parts = [.. Parts()] };

    private IEnumerable<ReadOnlyMemory<byte>> Parts()
    {
        var start = 0;
        foreach (var end in Ends().Where(end => end > 0 && end < Body.Length))
        {
            yield return Body[start..end];
            start = end;
        }

        if (Body.Length > start)
        {
            yield return Body[start..];
        }
    }

    private IEnumerable<int> Ends() =>
        SplitAt is { } places ? places.Order().Distinct()
        : Every is { } size ? Enumerable.Range(1, Math.Max(0, Body.Length - 1) / size).Select(n => n * size)
        : [];
}
