using Lanekeeper.Ledger;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Wire;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Relaying;

/// <summary>Makes of what an app sent what is sent on: which workflow it counts for, which model serves it, what the body becomes.</summary>
internal sealed class RelayPreparer(IDeployments deployments, PriceList prices, ModelsOptions options, TimeProvider time)
{
    public async Task<Result<RelayRequest>> PrepareAsync(RelayCall call, CancellationToken cancellationToken)
    {
        var received = time.GetTimestamp();
        var facts = WireReading.ReadRequest(call.Kind, call.Body);
        if (facts.Problem is { } unreadable)
        {
            return unreadable;
        }

        if (!call.Key.WorkflowFor(call.Workflow).Succeeded(out var workflow, out var problem)
            || !(await deployments.CurrentAsync(cancellationToken)).Succeeded(out var snapshot, out problem)
            || !Target.Find(snapshot.Definition, call.Key, call.Kind, facts.Model, options).Succeeded(out var target, out problem)
            || !Keys.Resolve(target.Model, Addresses.KeyVariable(call.Kind)).Succeeded(out var secret, out problem))
        {
            return problem;
        }

        var price = CallPrice.Of(prices, target.Model, ModelLabel.ProviderOf(target.Model));
        if (!Holds.Of(snapshot.Definition, call.Key.App, workflow, call, facts, target, (input, output) => price.Ceiling(input, output)).Succeeded(out var held, out problem))
        {
            return problem;
        }

        var address = Addresses.Of(call.Kind, target.Model);
        return new RelayRequest
        {
            Call = call,
            Facts = facts,
            Target = target,
            Origin = new CallOrigin(workflow, snapshot.Hash, call.RunId, null, call.TraceId ?? ""),
            Price = price,
            Hold = held.Hold,
            Address = call.Query.Length > 0 ? new Uri(address.AbsoluteUri + call.Query) : address,
            Headers = Headers(call, secret),
            Secret = secret,
            Body = Body(call, facts, target),
            Received = received,
            Deadline = time.GetUtcNow() + (facts.IsStream && options.StreamBeginsWithin < target.Deadline ? options.StreamBeginsWithin : target.Deadline),
        };
    }

    private static byte[] Body(RelayCall call, RequestFacts facts, Target target)
    {
        var model = facts.Model == target.Model.Model ? null : target.Model.Model;
        var ask = call.Kind == WireKind.ChatCompletions && facts.IsStream && !facts.IncludeUsage;
        return model is null && !ask ? call.Body : WireReading.Rewrite(call.Body, facts, model, ask);
    }

    private static List<KeyValuePair<string, string>> Headers(RelayCall call, string secret)
    {
        var headers = call.Headers.Where(header => HeaderRules.GoesUp(header.Key, call.Kind) && HeaderRules.IsPlain(header.Value)).ToList();
        if (Addresses.Credential(call.Kind, secret) is { } credential)
        {
            headers.Add(credential);
        }

        return headers;
    }
}
