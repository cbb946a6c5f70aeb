using System.Text;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Routing;
using Lanekeeper.Project;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Calling;

/// <summary>A step's question with all that is asked for it: what is known of it, what it needs, what it has taken.</summary>
internal sealed class Question(ModelCall call, Deadline deadline, PriceList prices)
{
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);

    public ModelCall Call => call;

    public Deadline Deadline => deadline;

    public CallTally Tally { get; } = new();

    private long InputTokens { get; } = Estimates.Tokens(call.Messages.Sum(message => (long)Encoding.UTF8.GetByteCount(message.Text)));

    /// <summary>Whose answer has been looked at; it is not asked again in another's place.</summary>
    public void NoteAnswer(ModelDefinition model) => _answered.Add(model.Name);

    public Choice Choose(bool earlierFailure) => RouteChoice.Of(call.Route, new RouteFacts
    {
        Task = call.Task,
        Consequence = call.Consequence ?? Consequence.High,
        InputTokens = InputTokens,
        EarlierFailure = earlierFailure,
        Language = () => LanguageGuess.Of(call.Baseline?.Text ?? call.Messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? ""),
        MaxUsd = () => Ceiling(call.Route.Model),
    });

    public StandIns StandInsFor(ModelDefinition chosen)
    {
        var needs = new CallNeeds(
            call.Output is null ? ModelCapabilities.None : ModelCapabilities.JsonSchema, false, call.Consequence ?? Consequence.High, InputTokens, null);
        return Envelope.Of(call.Route, chosen, needs, Ceiling, model => _answered.Contains(model.Name) ? "its answer was not good enough" : null);
    }

    private decimal? Ceiling(ModelDefinition model) => CallPrice.Of(prices, model, ModelLabel.ProviderOf(model)).Ceiling(InputTokens, model.MaxOutputTokens);
}

/// <param name="Group">Who was asked, in the end.</param>
internal sealed record Outcome(CallGroup Group, Attempt Attempt);
