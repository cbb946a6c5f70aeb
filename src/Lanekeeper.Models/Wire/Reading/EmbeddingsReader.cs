using System.Text.Json;

namespace Lanekeeper.Models.Wire.Reading;

/// <summary>Embeddings: a model, a usage, and vectors that nobody reads here.</summary>
internal sealed class EmbeddingsReader : AnswerReader
{
    private readonly OpenAiUsage _usage = new();

    protected override WireFacts Gather(WireFacts facts) => facts with
    {
        Usages = _usage.IsSeen ? [new ModelUsage(ServedModel, _usage.EmbeddedTokens())] : [],
        ReportedCostUsd = _usage.CostUsd,
    };

    // There are no streams of embeddings.
    protected override StreamSight SeeEvent(ref Utf8JsonReader json) => StreamSight.Output;

    protected override bool SeeMember(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("data"u8))
        {
            json.Read();
            var isData = json.TokenType == JsonTokenType.StartArray;
            json.Skip();
            return isData;
        }

        if (json.ValueTextEquals("model"u8))
        {
            ServedModel = WireJson.Word(ref json, ServedModel);
        }
        else if (json.ValueTextEquals("usage"u8))
        {
            _usage.Read(ref json);
        }
        else
        {
            json.Skip();
        }

        return false;
    }
}
