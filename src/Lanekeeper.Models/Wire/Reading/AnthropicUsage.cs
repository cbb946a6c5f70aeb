using System.Runtime.InteropServices;
using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Wire.Reading;

/// <summary>
/// Usage as messages count it: what is read from and written to a cache beside the input, thinking within the output. In a stream it is cumulative:
/// the last value of each field holds.
/// </summary>
internal sealed class AnthropicUsage(bool isIteration = false)
{
    private const int MostIterations = 256;

    private long? _input;
    private long? _output;
    private long? _read;
    private long? _written;
    private long? _hour;
    private long? _thinking;
    private long? _searches;
    private string? _tier;
    private bool _hasOtherCosts;
    private string? _type;
    private string? _model;
    private List<AnthropicUsage>? _iterations;

    public bool IsSeen { get; private set; }

    public string? ServiceTier => _tier;

    /// <summary>Reads the value of a member <c>usage</c>.</summary>
    public void Read(ref Utf8JsonReader json)
    {
        if (WireJson.IntoObject(ref json))
        {
            // Only what was read to its end counts: a number may be cut in the middle.
            var whole = new AnthropicUsage();
            whole.ReadMembers(ref json);
            Merge(whole);
        }
    }

    public static AnthropicUsage Of(JsonElement? usage)
    {
        var found = new AnthropicUsage();
        if (usage is { } value)
        {
            var json = WireJson.Open(JsonMarshal.GetRawUtf8Value(value));
            found.Read(ref json);
        }

        return found;
    }

    /// <summary>The totals alone, where there is place for one usage. What other models did cannot be priced from them.</summary>
    public TokenUsage Totals() => Tokens(_tier, _searches ?? 0, _hasOtherCosts || _iterations?.Any(one => one._type != "message") == true);

    /// <summary>
    /// What each model counted. The totals leave out what other models did beside the answer, and, where another model took over, what the first one
    /// had done; the iterations hold all of it.
    /// </summary>
    /// <param name="served">Who served what names no model.</param>
    /// <param name="changedHands">Another model took over. Without iterations the first one's share is unknown then.</param>
    public IReadOnlyList<ModelUsage> Usages(string? served, bool changedHands)
    {
        if (!IsSeen)
        {
            return [];
        }

        if (_iterations is not { Count: > 0 } iterations)
        {
            return [new ModelUsage(served, Tokens(_tier, _searches ?? 0, _hasOtherCosts || changedHands))];
        }

        var (own, beside) = (iterations.Where(IsOwn).ToList(), iterations.Where(one => !IsOwn(one)));
        var parts = Covers(own) ? own.Concat(beside) : beside.Prepend(this);
        return [.. parts.Select((part, number) => new ModelUsage(part._model ?? served, part.Tokens(_tier, number == 0 ? _searches ?? 0 : 0, _hasOtherCosts)))];
    }

    private static bool IsOwn(AnthropicUsage iteration) => iteration._type is "message" or "fallback_message";

    // Iterations that hold less than the totals are not all there.
    private bool Covers(List<AnthropicUsage> own) => own.Sum(one => one._input ?? 0) >= (_input ?? 0) && own.Sum(one => one._output ?? 0) >= (_output ?? 0);

    private TokenUsage Tokens(string? tier, long searches, bool hasOtherCosts) =>
        new(new CallUsage(_input, _output, _read, _written, _thinking), _hour ?? 0, PriceTiers.Of(tier), hasOtherCosts, searches);

    private void Merge(AnthropicUsage later)
    {
        IsSeen = true;
        (_input, _output, _thinking) = (later._input ?? _input, later._output ?? _output, later._thinking ?? _thinking);
        (_read, _written, _hour) = (later._read ?? _read, later._written ?? _written, later._hour ?? _hour);
        (_searches, _tier, _hasOtherCosts) = (later._searches ?? _searches, later._tier ?? _tier, _hasOtherCosts || later._hasOtherCosts);
        _iterations = later._iterations ?? _iterations;
    }

    private void ReadMembers(ref Utf8JsonReader json)
    {
        while (WireJson.NextMember(ref json))
        {
            if (!TakeCounts(ref json) && !TakeOthers(ref json))
            {
                json.Skip();
            }
        }
    }

    private bool TakeCounts(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("input_tokens"u8))
        {
            _input = WireJson.Count(ref json, _input);
        }
        else if (json.ValueTextEquals("output_tokens"u8))
        {
            _output = WireJson.Count(ref json, _output);
        }
        else if (json.ValueTextEquals("cache_read_input_tokens"u8))
        {
            _read = WireJson.Count(ref json, _read);
        }
        else if (json.ValueTextEquals("cache_creation_input_tokens"u8))
        {
            _written = WireJson.Count(ref json, _written);
        }
        else if (json.ValueTextEquals("cache_creation"u8) || json.ValueTextEquals("output_tokens_details"u8) || json.ValueTextEquals("server_tool_use"u8))
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
            if (json.ValueTextEquals("ephemeral_1h_input_tokens"u8))
            {
                _hour = WireJson.Count(ref json, _hour);
            }
            else if (json.ValueTextEquals("thinking_tokens"u8))
            {
                _thinking = WireJson.Count(ref json, _thinking);
            }
            else if (json.ValueTextEquals("web_search_requests"u8))
            {
                _searches = WireJson.Count(ref json, _searches);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private bool TakeOthers(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("service_tier"u8))
        {
            _tier = WireJson.Word(ref json, _tier);
        }
        else if (json.ValueTextEquals("type"u8))
        {
            _type = WireJson.Word(ref json, _type);
        }
        else if (json.ValueTextEquals("model"u8))
        {
            _model = WireJson.Word(ref json, _model);
        }
        else if (json.ValueTextEquals("speed"u8))
        {
            _hasOtherCosts |= WireJson.Word(ref json) is not (null or "standard");
        }
        else if (json.ValueTextEquals("inference_geo"u8))
        {
            // A region that was asked for costs more.
            _hasOtherCosts |= WireJson.Word(ref json) is not (null or "global" or "not_available");
        }
        else if (!isIteration && json.ValueTextEquals("iterations"u8))
        {
            TakeIterations(ref json);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void TakeIterations(ref Utf8JsonReader json)
    {
        if (!WireJson.IntoArray(ref json))
        {
            return;
        }

        _iterations = [];
        while (WireJson.NextObject(ref json))
        {
            var iteration = new AnthropicUsage(isIteration: true);
            iteration.ReadMembers(ref json);
            if (_iterations.Count < MostIterations)
            {
                _iterations.Add(iteration);
            }
            else
            {
                _hasOtherCosts = true;
            }
        }
    }
}
