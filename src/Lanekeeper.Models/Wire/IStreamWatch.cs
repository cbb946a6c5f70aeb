namespace Lanekeeper.Models.Wire;

/// <summary>Reads one stream's events as they pass by. It never throws, whatever they hold.</summary>
internal interface IStreamWatch
{
    /// <summary>What is known so far.</summary>
    WireFacts Facts { get; }

    StreamSight See(in SseEvent sse);

    /// <summary>At the end of the body.</summary>
    WireFacts End();
}
