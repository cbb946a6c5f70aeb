using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Calling;

/// <summary>What belongs together: one question, its retries and its repair.</summary>
internal sealed class CallGroup(ModelCall call, IProvider provider, CallPrice price, Deadline deadline)
{
    private decimal _cost;
    private bool _costUnknown;

    public ModelCall Call => call;

    public IProvider Provider => provider;

    public CallPrice Price => price;

    public Deadline Deadline => deadline;

    public Guid? FirstCallId { get; private set; }

    public int Calls { get; private set; }

    /// <summary>Of all requests that were billed; <see langword="null"/> when one of them is unknown.</summary>
    public decimal? Cost => _costUnknown ? null : _cost;

    public string Model => ModelLabel.Of(call.Route.Model);

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
