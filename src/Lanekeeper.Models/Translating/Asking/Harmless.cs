using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Lanekeeper.Models.Translating.Asking;

/// <summary>
/// Fields that stay behind without a word because they do not change the answer: with any value, or with the few that ask for what is done anyway.
/// Whatever is neither carried nor listed here is refused. docs/using/gateway.md has the same list.
/// </summary>
internal static class Harmless
{
    private static readonly string[] Any = [];

    private static readonly FrozenDictionary<string, string[]> OpenAi = new Dictionary<string, string[]>
    {
        ["metadata"] = Any,
        ["stream_options"] = Any,
        ["prompt_cache_key"] = Any,
        ["prompt_cache_retention"] = Any,
        ["prompt_cache_options"] = Any,
        ["store"] = ["false"],
        ["service_tier"] = ["\"auto\"", "\"default\""],
        ["top_logprobs"] = ["0"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> Chat = new Dictionary<string, string[]>
    {
        ["n"] = ["1"],
        ["logprobs"] = ["false"],
        ["frequency_penalty"] = ["0", "0.0"],
        ["presence_penalty"] = ["0", "0.0"],
        ["logit_bias"] = ["{}"],
        ["functions"] = ["[]"],
        ["modalities"] = ["[\"text\"]"],
        ["verbosity"] = ["\"medium\""],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> Responses = new Dictionary<string, string[]>
    {
        ["background"] = ["false"],
        ["truncation"] = ["\"disabled\""],
        ["include"] = ["[]", "[\"reasoning.encrypted_content\"]"],

        // It counts calls of the provider's own tools, which are refused.
        ["max_tool_calls"] = Any,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> Messages = new Dictionary<string, string[]>
    {
        ["cache_control"] = Any,
        ["service_tier"] = ["\"auto\"", "\"standard_only\""],
        ["mcp_servers"] = ["[]"],
        ["speed"] = ["\"standard\""],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void Check(WireKind app, JsonProperty field, Refusals refusals)
    {
        if (!Of(app).TryGetValue(field.Name, out var values) && (app == WireKind.Messages || !OpenAi.TryGetValue(field.Name, out values)))
        {
            refusals.AddUnknown(field.Name, field.Value);
        }
        else if (values.Length > 0 && field.Value.ValueKind != JsonValueKind.Null && !values.Any(value => field.Value.Raw().SequenceEqual(Encoding.UTF8.GetBytes(value))))
        {
            refusals.Add(field.Name, $"There it can only be {string.Join(" or ", values)}. Leave it out, or name a model of the provider whose format you speak.");
        }
    }

    private static FrozenDictionary<string, string[]> Of(WireKind app) => app switch
    {
        WireKind.Messages => Messages,
        WireKind.Responses => Responses,
        _ => Chat,
    };
}
