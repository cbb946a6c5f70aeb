using Lanekeeper.Approvals;
using Lanekeeper.Cli.Terminal;

namespace Lanekeeper.Cli.Approvals.Editing;

/// <summary>A reviewer changes the arguments in an editor until the server takes them, or the reviewer leaves it.</summary>
internal sealed class ArgumentEdit(Surroundings around, ServerClient server)
{
    private Screen Screen => around.Screen;

    public async Task<Result<Edited>> RunAsync(Approval card, string? words, bool mayAsk, CancellationToken cancellationToken)
    {
        if (card.State is not ApprovalState.Pending)
        {
            return ApprovalProblems.AlreadyDecided(card);
        }

        if (!CardWords.CanEdit(card))
        {
            return ApprovalProblems.NothingToEdit();
        }

        if (!Editor.Find(around.Environment).Succeeded(out var editor, out var problem))
        {
            return problem;
        }

        using var file = ArgumentFile.Write(card);
        while (true)
        {
            if (await editor.OpenAsync(file.Path, cancellationToken) is var code and not 0)
            {
                file.Keep();
                return new Problem(ProblemKind.Upstream, "cli.editor-failed", $"The editor ended with code {code}; nothing was decided. Your text is in {file.Path}.");
            }

            var step = await TryAsync(card, file, words, mayAsk, cancellationToken);
            if (step.Edited is { } edited)
            {
                return edited;
            }

            if (step.Problem is { } fault && !await WantsMoreAsync(fault, cancellationToken))
            {
                file.Keep();
                return fault with { Message = $"{fault.Message} Nothing was decided; your text is in {file.Path}." };
            }
        }
    }

    private async Task<Step> TryAsync(Approval card, ArgumentFile file, string? words, bool mayAsk, CancellationToken cancellationToken)
    {
        if (!file.Read().Succeeded(out var arguments, out var problem))
        {
            return new(null, problem);
        }

        var before = card.Request.Action!.Arguments;
        if (CanonicalJson.Digest(arguments) == CanonicalJson.Digest(before))
        {
            return new(new(null, "You changed nothing; it still waits.", WasChanged: false), null);
        }

        new CardView(Screen, around.Time.GetUtcNow()).WriteChanges(Changes.Between(before, arguments));
        Screen.Line();
        if (mayAsk && Screen.Person is { } person)
        {
            switch (await person.PressAsync("Approve with these arguments? [y]es, [e]dit again, [N]o ", cancellationToken))
            {
                case 'y':
                    break;
                case 'e':
                    return new(null, null);
                default:
                    return new(new(null, "Nothing was decided; it still waits.", WasChanged: true), null);
            }
        }

        var decided = await Deciding.ApproveAsync(server, card.Id, arguments, words, cancellationToken);
        return decided.Succeeded(out var approval, out problem) ? new(new(approval, "", WasChanged: true), null) : new(null, problem);
    }

    private async Task<bool> WantsMoreAsync(Problem fault, CancellationToken cancellationToken)
    {
        if (Screen.Person is not { } person || fault.Kind is not (ProblemKind.Invalid or ProblemKind.Denied))
        {
            return false;
        }

        Screen.Problem(fault);
        return await person.PressAsync("Edit again? [Y/n] ", cancellationToken) is 'y' or '\n';
    }

    /// <summary>With neither, the reviewer wants the editor again.</summary>
    private sealed record Step(Edited? Edited, Problem? Problem);
}

/// <param name="Approval">As decided; <see langword="null"/> when the reviewer left it.</param>
internal sealed record Edited(Approval? Approval, string Note, bool WasChanged);
