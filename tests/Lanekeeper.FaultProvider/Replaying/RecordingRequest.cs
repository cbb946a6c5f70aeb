namespace Lanekeeper.FaultProvider.Replaying;

/// <summary>A recording as it is handed in: <c>POST /_/replay</c>.</summary>
internal sealed record RecordingRequest
{
    public string Name { get; init; } = "";

    public string? Format { get; init; }

    public int Status { get; init; } = 200;

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>In base64.</summary>
    public byte[] Body { get; init; } = [];

    public IReadOnlyList<int>? SplitAt { get; init; }

    public int? Every { get; init; }

    public int FrameDelayMs { get; init; }

    public Recording ToRecording() => new()
    {
        Name = Name ?? "",
        Format = Format,
        Status = Status,
        Headers = RecordingRules.WithoutTravel(Headers ?? new Dictionary<string, string>()),
        Body = Body ?? [],
        SplitAt = SplitAt,
        Every = Every,
        FrameDelayMs = FrameDelayMs,
    };
}
