using Lanekeeper.Ledger;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Routing;

namespace Lanekeeper.Models.Calling;

/// <summary>What is asked of one model for a question: the first request and its retries, or the repair.</summary>
/// <param name="call">With that model in its route.</param>
internal sealed class CallGroup(ModelCall call, IProvider provider, CallPrice price, Deadline deadline, CallTally tally, string reason)
{
    public ModelCall Call => call;

    public IProvider Provider => provider;

    public CallPrice Price => price;

    public Deadline Deadline => deadline;

    /// <summary>Of all models that are asked.</summary>
    public CallTally Tally => tally;

    /// <summary>Why it is this model.</summary>
    public string Reason => reason;

    public string? Degraded { get; init; }

    /// <summary>What each request holds of limits.</summary>
    public CallHold? Hold { get; init; }

    public string Model => ModelLabel.Of(call.Route.Model);

    public static Result<Held> HoldOf(ModelCall call, CallPrice price, byte[] body)
    {
        var (input, output) = (Estimates.Tokens(body.Length), call.Route.Model.MaxOutputTokens);
        var limits = Holds.OfWorkflow(call.Origin.Workflow, call.Limits);
        return limits.Count == 0 ? new Held(null) : Holds.Of(ModelLabel.Of(call.Route.Model), limits, input + output, price.Ceiling(input, output));
    }
}

/// <summary>What one question has taken so far, whoever was asked.</summary>
internal sealed class CallTally
{
    private decimal _cost;
    private bool _costUnknown;

    public Guid? FirstCallId { get; private set; }

    public int Calls { get; private set; }

    /// <summary>Of all requests that were billed; <see langword="null"/> when one of them is unknown.</summary>
    public decimal? Cost => _costUnknown ? null : _cost;

    /// <returns>The request's number, from 1.</returns>
    public int Begin(Guid callId)
    {
        FirstCallId ??= callId;
        return ++Calls;
    }

    /// <summary>A request without a reply is taken as not billed.</summary>
    public void Count(ProviderReply reply, decimal? cost)
    {
        _cost += cost ?? 0;
        _costUnknown |= cost is null && (reply.Problem is null || reply.Usage != TokenUsage.Unknown);
    }
}
