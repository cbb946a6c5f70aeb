using System.Runtime.InteropServices;
using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Wire.Reading;

/// <summary>
/// Usage as chat completions, responses and embeddings count it: cached tokens within the prompt, reasoning within the completion. Read again and
/// again in one stream, the last value of each field holds.
/// </summary>
internal sealed class OpenAiUsage
{
    // xAI's unit: so many make a USD.
    private const decimal TicksPerUsd = 10_000_000_000m;

    private long? _prompt;
    private long? _completion;
    private long? _total;
    private long? _cached;
    private long? _cachedBeside;
    private long? _written;
    private long? _reasoning;
    private bool _hasOtherCosts;

    public bool IsSeen { get; private set; }

    public decimal? CostUsd { get; private set; }

    public static OpenAiUsage Of(JsonElement? usage)
    {
        var found = new OpenAiUsage();
        if (usage is { } value)
        {
            var json = WireJson.Open(JsonMarshal.GetRawUtf8Value(value));
            found.Read(ref json);
        }

        return found;
    }

    /// <summary>Reads the value of a member <c>usage</c>.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Read(ref Utf8JsonReader json)
    {
        if (!WireJson.IntoObject(ref json))
        {
            return false;
        }

        // Only what was read to its end counts: a number may be cut in the middle.
        var whole = new OpenAiUsage();
        while (WireJson.NextMember(ref json))
        {
            if (!whole.TakeTotals(ref json) && !whole.TakeCached(ref json) && !whole.TakeCosts(ref json))
            {
                json.Skip();
            }
        }

        Merge(whole);
        return true;
    }

    /// <summary>Something was used that is not billed by tokens.</summary>
    public void AddOtherCosts() => _hasOtherCosts = true;

    public TokenUsage Tokens(string? tier)
    {
        var read = _cached ?? _cachedBeside;
        var input = _prompt - (read ?? 0) - (_written ?? 0);
        return new TokenUsage(
            new CallUsage(input < 0 ? null : input, Output(), read, _written, _reasoning),
            Tier: PriceTiers.Of(tier),
            HasOtherCosts: _hasOtherCosts);
    }

    /// <summary>Nothing is generated, so only the prompt counts.</summary>
    public TokenUsage EmbeddedTokens() => new(new CallUsage(_prompt ?? _total, 0, null, null, null));

    // xAI counts reasoning beside the completion; the total tells.
    private long? Output() =>
        _reasoning > 0 && _total == _prompt + _completion + _reasoning ? _completion + _reasoning : _completion;

    private void Merge(OpenAiUsage later)
    {
        IsSeen = true;
        (_prompt, _completion, _total) = (later._prompt ?? _prompt, later._completion ?? _completion, later._total ?? _total);
        (_cached, _cachedBeside, _written) = (later._cached ?? _cached, later._cachedBeside ?? _cachedBeside, later._written ?? _written);
        (_reasoning, CostUsd, _hasOtherCosts) = (later._reasoning ?? _reasoning, later.CostUsd ?? CostUsd, _hasOtherCosts || later._hasOtherCosts);
    }

    private bool TakeTotals(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("prompt_tokens"u8) || json.ValueTextEquals("input_tokens"u8))
        {
            _prompt = WireJson.Count(ref json, _prompt);
        }
        else if (json.ValueTextEquals("completion_tokens"u8) || json.ValueTextEquals("output_tokens"u8))
        {
            _completion = WireJson.Count(ref json, _completion);
        }
        else if (json.ValueTextEquals("total_tokens"u8))
        {
            _total = WireJson.Count(ref json, _total);
        }
        else if (json.ValueTextEquals("prompt_tokens_details"u8) || json.ValueTextEquals("input_tokens_details"u8)
            || json.ValueTextEquals("completion_tokens_details"u8) || json.ValueTextEquals("output_tokens_details"u8))
        {
            TakeDetails(ref json);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void TakeDetails(ref Utf8JsonReader json)
    {
        if (!WireJson.IntoObject(ref json))
        {
            return;
        }

        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("cached_tokens"u8))
            {
                _cached = WireJson.Count(ref json, _cached);
            }
            else if (json.ValueTextEquals("cache_write_tokens"u8))
            {
                _written = WireJson.Count(ref json, _written);
            }
            else if (json.ValueTextEquals("reasoning_tokens"u8))
            {
                _reasoning = WireJson.Count(ref json, _reasoning);
            }
            else if (json.ValueTextEquals("audio_tokens"u8))
            {
                _hasOtherCosts |= WireJson.Count(ref json) > 0;
            }
            else
            {
                json.Skip();
            }
        }
    }

    // DeepSeek's, Mistral's and Moonshot's names.
    private bool TakeCached(ref Utf8JsonReader json)
    {
        if (!json.ValueTextEquals("prompt_cache_hit_tokens"u8) && !json.ValueTextEquals("num_cached_tokens"u8) && !json.ValueTextEquals("cached_tokens"u8))
        {
            return false;
        }

        _cachedBeside = WireJson.Count(ref json, _cachedBeside);
        return true;
    }

    private bool TakeCosts(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("cost_in_usd_ticks"u8))
        {
            CostUsd = WireJson.Money(ref json) / TicksPerUsd ?? CostUsd;
            json.Skip();
        }
        else if (json.ValueTextEquals("cost"u8))
        {
            TakeCost(ref json);
        }
        else if (json.ValueTextEquals("num_server_side_tools_used"u8) || json.ValueTextEquals("num_sources_used"u8))
        {
            _hasOtherCosts |= WireJson.Count(ref json) > 0;
        }
        else if (json.ValueTextEquals("server_tool_use_details"u8))
        {
            _hasOtherCosts |= WireJson.SaysSomething(ref json);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void TakeCost(ref Utf8JsonReader json)
    {
        CostUsd = WireJson.Money(ref json, CostUsd);
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (WireJson.NextMember(ref json))
        {
            var isTotal = json.ValueTextEquals("total_cost"u8);
            CostUsd = isTotal ? WireJson.Money(ref json, CostUsd) : CostUsd;
            json.Skip();
        }
    }
}
