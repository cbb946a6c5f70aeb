using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Project;

namespace Lanekeeper.Cli.Approvals;

/// <summary>A card, whole: everything that a reviewer decides by.</summary>
internal sealed class CardView(Screen screen, DateTimeOffset now)
{
    public void Write(Approval card)
    {
        var request = card.Request;
        screen.Line(screen.Paint(SafeText.Line(request.Title), Ink.Bold));
        screen.Heading(CardWords.Title(card));
        screen.Paragraph(card.Summary);
        WriteWhy(request);
        if (card.IsWithheld)
        {
            screen.Line();
            screen.Paragraph(Withheld.Words);
        }
        else
        {
            WriteContents(card);
        }

        WriteVersions(card);
        WriteDecision(card);
    }

    /// <summary>What can be said to a card that waits.</summary>
    public void WriteChoices(Approval card)
    {
        if (card.State is not ApprovalState.Pending)
        {
            return;
        }

        var id = Say.Short(card.Id);
        screen.Heading("Decide");
        screen.Line($"  lanekeeper approvals approve {id}{(CardWords.Yes(card) == "approve" ? "" : $"    ({CardWords.Yes(card)})")}");
        if (CardWords.CanEdit(card))
        {
            screen.Line($"  lanekeeper approvals edit {id}");
        }

        screen.Line($"  lanekeeper approvals reject {id}{(CardWords.No(card) == "reject" ? "" : $"     ({CardWords.No(card)})")}");
    }

    private void WriteContents(Approval card)
    {
        screen.Heading("The message");
        JsonView.Write(screen, card.Request.Evidence.Input);
        WritePassages(card.Request.Evidence.Passages);
        WriteModels(card.Request.Evidence.Models);
        WriteArguments(card);
    }

    private void WriteWhy(RequestApproval request)
    {
        if (request.Reason is null && request.Action is null)
        {
            return;
        }

        screen.Heading("Why");
        if (request.Reason is { Length: > 0 } reason)
        {
            screen.Paragraph(reason);
        }

        if (request.Action is { } action)
        {
            screen.Paragraph($"It waits because: {action.Decision.Explanation} ({action.Decision.Rule})");
        }
    }

    private void WritePassages(IReadOnlyList<EvidencePassage> passages)
    {
        if (passages.Count == 0)
        {
            return;
        }

        screen.Heading("Evidence");
        foreach (var passage in passages)
        {
            screen.Line($"  [{passage.Number}] {SafeText.Line($"{passage.Source}/{passage.Document}")} > {SafeText.Line(passage.Heading)} {screen.Paint($"(lines {passage.StartLine}-{passage.EndLine})", Ink.Faint)}");
            screen.Paragraph(passage.Text, 6);
        }
    }

    private void WriteModels(IReadOnlyList<EvidenceModel> models)
    {
        foreach (var model in models)
        {
            screen.Heading($"What the model said in step {SafeText.Line(model.StepId)}{(model.Confidence is { } sure ? $", confidence {Say.Confidence(sure)}" : "")}");
            JsonView.Write(screen, model.Output);
        }
    }

    private void WriteArguments(Approval card)
    {
        if (card.Request.Action is not { } action)
        {
            return;
        }

        screen.Heading($"Exactly: the tool {SafeText.Line(action.Tool)} ({Say.Word(action.Effect)}) with");
        JsonView.Write(screen, card.Arguments ?? action.Arguments);
        WriteChanges(card.Changes);
    }

    public void WriteChanges(IReadOnlyList<ArgumentChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        screen.Heading("What the reviewer changed");
        foreach (var change in changes)
        {
            screen.Line($"  {screen.Paint(SafeText.Line(change.Path), Ink.Cyan)}");
            WriteSide('-', change.Before, Ink.Red);
            WriteSide('+', change.After, Ink.Green);
        }
    }

    private void WriteSide(char sign, JsonElement? value, Ink ink)
    {
        var text = value is { ValueKind: JsonValueKind.String } words ? words.GetString() : JsonView.Compact(value);
        foreach (var line in TextWidth.Wrap(SafeText.Block(text), screen.TextColumns - 6))
        {
            screen.Line($"  {screen.Paint($"{sign} {line}", ink)}");
        }
    }

    private void WriteVersions(Approval card)
    {
        screen.Heading("Versions");
        Facts.Write(screen,
        [
            ("approval", card.Id.ToString()),
            ("run", card.Request.RunId.ToString()),
            ("workflow", $"{card.Request.Workflow}, step {card.Request.StepId}"),
            ("snapshot", card.Request.Snapshot),
            .. card.Request.Evidence.Models.Select(model => ($"model of {SafeText.Line(model.StepId)}", (string?)$"{model.Model}, call {model.CallId}")),
            ("digest", card.ArgumentsDigest ?? card.Request.Action?.ArgumentsDigest),
            ("for", card.Request.Terms.Group),
            ("asked", Say.Moment(card.RequestedAt, now)),
            (card.State is ApprovalState.Pending ? "expires" : "expiry", $"{Say.Moment(card.ExpiresAt, now)}, then it counts as {(card.Request.Terms.OnExpiry is ExpiryOutcome.Approve ? "approved" : "rejected")}"),
        ]);
    }

    private void WriteDecision(Approval card)
    {
        if (card.State is ApprovalState.Pending)
        {
            return;
        }

        screen.Heading("Decision");
        var state = CardWords.State(card);
        Facts.Write(screen,
            ("state", state.Text),
            ("by", card.DecidedByName),
            ("at", card.DecidedAt is { } at ? Say.Moment(at, now) : null),
            ("reason", card.Reason is { } reason ? Say.Word(reason) : null),
            ("words", card.Words),
            ("executed", card.UsedAt is { } used ? Say.Moment(used, now) : null));
    }
}
