namespace Lanekeeper.FaultProvider;

public sealed class FaultServerOptions
{
    /// <summary>Where to listen; port 0 takes any free one.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:0";

    /// <summary>The same seed gives the same ids, processing times and garbage.</summary>
    public int Seed { get; set; }

    /// <summary>The only key that is taken. Without it any key is, but for those that hold the word <c>invalid</c>.</summary>
    public string? Key { get; set; }

    /// <summary>A folder of recordings, each answered to the model <c>replay-NAME</c>.</summary>
    public string? Recordings { get; set; }

    /// <summary>Keeps counts of the attempts and nothing else, for benchmarks.</summary>
    public bool QuietLog { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;
}
