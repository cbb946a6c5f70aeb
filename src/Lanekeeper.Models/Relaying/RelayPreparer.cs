using Lanekeeper.Ledger;
using Lanekeeper.Models.Calling;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Routing;
using Lanekeeper.Models.Translating;
using Lanekeeper.Models.Wire;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Relaying;

/// <summary>Makes of what an app sent what is sent on: which workflow it counts for, which model serves it, what the body becomes, what may stand in.</summary>
internal sealed class RelayPreparer(IDeployments deployments, PriceList prices, Keys keys, ModelsOptions options, TimeProvider time)
{
    public async Task<Result<RelayPlan>> PrepareAsync(RelayCall call, CancellationToken cancellationToken)
    {
        var received = time.GetTimestamp();
        var facts = call.Facts ?? WireReading.ReadRequest(call.Kind, call.Body);
        if (facts.Problem is { } unreadable)
        {
            return unreadable;
        }

        if (!call.Key.WorkflowFor(call.Workflow).Succeeded(out var workflow, out var problem)
            || !(await deployments.CurrentAsync(cancellationToken)).Succeeded(out var snapshot, out problem)
            || !Target.Find(snapshot.Definition, call.Key, call.Kind, facts.Model, options).Succeeded(out var named, out problem)
            || !Choose(named, call, facts).Succeeded(out var target, out problem))
        {
            return problem;
        }

        var origin = new CallOrigin(workflow, snapshot.Hash, call.RunId, null, call.TraceId ?? "");
        var limit = facts.IsStream ? Begin(target) : target.Deadline;
        var needs = Needs(call, facts);
        var standIns = Envelope.Of(
            target.Declared, target.Model, needs, model => Ceiling(model, call, facts), model => (target with { Model = model }).Refusal(call.Kind, call.Key));
        var shared = new Shared(snapshot.Definition, call, facts, origin, received, time.GetUtcNow() + limit, limit);
        return Make(shared, target).Map(first => new RelayPlan(first, standIns));
    }

    /// <summary>The same request for another model.</summary>
    public Result<RelayRequest> For(RelayRequest first, Target target) => Make(
        new Shared(first.Project, first.Call, first.Facts, first.Origin, first.Received, first.Deadline, first.Time) { IsFirst = false }, target);

    // A route whose streams may stand still for long has models that think before they begin.
    private TimeSpan Begin(Target target)
    {
        var patience = target.Declared?.Silence is { } silence && silence > options.StreamBeginsWithin ? silence : options.StreamBeginsWithin;
        return patience < target.Deadline ? patience : target.Deadline;
    }

    private static CallNeeds Needs(RelayCall call, RequestFacts facts) => new(
        (facts.HasTools ? ModelCapabilities.Tools : 0) | (facts.HasAttachments ? ModelCapabilities.Images : 0) | (facts.HasSchema ? ModelCapabilities.JsonSchema : 0),
        facts.IsStateful,
        call.Consequence ?? Consequence.High,
        facts.InputTokens,
        call.Kind is WireKind.Embeddings or WireKind.CountTokens ? 0 : facts.MaxOutputTokens);

    private Result<Target> Choose(Target named, RelayCall call, RequestFacts facts)
    {
        if (named.Declared is not { Rules.Count: > 0 } route)
        {
            return named;
        }

        var choice = RouteChoice.Of(route, new RouteFacts
        {
            Task = call.Task,
            Consequence = call.Consequence ?? Consequence.High,
            InputTokens = facts.InputTokens,
            HasAttachments = facts.HasAttachments,
            EarlierFailure = call.EarlierFailure,
            Language = () => LanguageGuess.Of(SpokenText.Of(call.Body)),
            MaxUsd = () => Ceiling(route.Model, call, facts),
        });
        var chosen = named with { Model = choice.Model, Reason = choice.Reason };
        return chosen.Refusal(call.Kind, call.Key) is { } refusal ? ModelProblems.ChoiceRefused(route.Name, choice.Model.Name, choice.Reason, refusal) : chosen;
    }

    private decimal? Ceiling(ModelDefinition model, RelayCall call, RequestFacts facts) =>
        CallPrice.Of(prices, model, ModelLabel.ProviderOf(model)).Ceiling(facts.InputTokens, OutputTokens(call.Kind, facts, model));

    /// <summary>All that is different from model to model is made here.</summary>
    private Result<RelayRequest> Make(Shared shared, Target target)
    {
        var (call, facts) = (shared.Call, shared.Facts);
        var spoken = Translation.Spoken(call.Kind, target.Model.Provider) ?? call.Kind;
        if (!keys.Resolve(target.Model).Succeeded(out var secret, out var problem)
            || !Body(call, facts, target, spoken).Succeeded(out var body, out problem))
        {
            return problem;
        }

        var price = CallPrice.Of(prices, target.Model, ModelLabel.ProviderOf(target.Model));
        if (!Hold(shared, target, price).Succeeded(out var held, out problem))
        {
            return problem;
        }

        var address = Addresses.Of(spoken, target.Model);
        return new RelayRequest
        {
            Project = shared.Project,
            Call = call,
            Facts = facts,
            Target = target,
            Origin = shared.Origin,
            Price = price,
            Hold = held.Hold,
            Address = call.Query.Length > 0 && spoken == call.Kind ? new Uri(address.AbsoluteUri + call.Query) : address,
            Headers = Headers(call, spoken, secret, shared.IsFirst),
            Secret = secret,
            Body = body,
            Received = shared.Received,
            Deadline = shared.Deadline,
            Time = shared.Time,
        };
    }

    private static Result<Held> Hold(Shared shared, Target target, CallPrice price)
    {
        var (project, call, workflow) = (shared.Project, shared.Call, shared.Origin.Workflow);
        IReadOnlyList<MeterLimits> limits = call.Kind == WireKind.CountTokens ? [] :
        [
            .. Holds.OfApp(call.Key.App, project.AppLimits.GetValueOrDefault(call.Key.App)),
            .. Holds.OfWorkflow(workflow, project.WorkflowLimits.GetValueOrDefault(workflow)),
        ];
        var (input, output) = (shared.Facts.InputTokens, OutputTokens(call.Kind, shared.Facts, target.Model));
        return limits.Count == 0 ? new Held(null) : Holds.Of(target.Route, limits, input + output, price.Ceiling(input, output));
    }

    private static long OutputTokens(WireKind kind, RequestFacts facts, ModelDefinition model) =>
        kind is WireKind.Embeddings or WireKind.CountTokens ? 0 : facts.MaxOutputTokens ?? model.MaxOutputTokens * facts.Choices;

    private static Result<byte[]> Body(RelayCall call, RequestFacts facts, Target target, WireKind spoken)
    {
        if (spoken != call.Kind)
        {
            return Translation.Request(call.Kind, call.Body, target.Model, facts.IsStream);
        }

        var model = facts.Model == target.Model.Model ? null : target.Model.Model;
        var ask = call.Kind == WireKind.ChatCompletions && facts.IsStream && !facts.IncludeUsage;
        return model is null && !ask ? call.Body : WireReading.Rewrite(call.Body, facts, model, ask);
    }

    // Under one key a provider wants to see one body, and for another model it is another.
    private static List<KeyValuePair<string, string>> Headers(RelayCall call, WireKind spoken, string secret, bool isFirst)
    {
        var headers = call.Headers
            .Where(header => HeaderRules.GoesUp(header.Key, call.Kind, spoken) && HeaderRules.IsPlain(header.Value))
            .Where(header => isFirst || !header.Key.Equals("idempotency-key", StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (Addresses.Credential(spoken, secret) is { } credential)
        {
            headers.Add(credential);
        }

        if (spoken != call.Kind && spoken == WireKind.Messages)
        {
            headers.Add(new("anthropic-version", "2023-06-01"));
        }

        return headers;
    }

    /// <summary>What every model that is asked gets alike.</summary>
    private sealed record Shared(ProjectDefinition Project, RelayCall Call, RequestFacts Facts, CallOrigin Origin, long Received, DateTimeOffset Deadline, TimeSpan Time)
    {
        /// <summary>Nobody has been asked before.</summary>
        public bool IsFirst { get; init; } = true;
    }
}
