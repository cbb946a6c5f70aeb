namespace Lanekeeper.Models.Wire;

/// <summary>What one event of a stream is to whoever passes it on.</summary>
[Flags]
internal enum StreamSight
{
    None = 0,

    /// <summary>Output of the model, the first or later: text, tool, reasoning, refusal, an output item. From here on no other attempt can take over.</summary>
    Output = 1,

    /// <summary>Chat only: no choices, nothing but the usage that was asked for.</summary>
    UsageOnly = 2,

    /// <summary>The format's last event: <c>[DONE]</c>, <c>message_stop</c>, <c>response.completed</c>, <c>.incomplete</c> or <c>.failed</c>.</summary>
    Terminal = 4,

    /// <summary>An error within the stream, whose status was a success.</summary>
    Error = 8,
}
