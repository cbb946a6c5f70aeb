using System.Text.Json;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Wire.Reading;

/// <summary>A count of tokens, which itself uses none and costs nothing.</summary>
internal sealed class CountReader : AnswerReader
{
    private bool _isCounted;

    protected override WireFacts Gather(WireFacts facts) => facts with { Usages = _isCounted ? [new ModelUsage(null, TokenUsage.None)] : [] };

    // There are no streams of counts.
    protected override StreamSight SeeEvent(ref Utf8JsonReader json) => StreamSight.Output;

    protected override bool SeeMember(ref Utf8JsonReader json)
    {
        if (!json.ValueTextEquals("input_tokens"u8))
        {
            json.Skip();
            return false;
        }

        _isCounted = WireJson.Count(ref json) is not null;
        return _isCounted;
    }
}
