using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Web.Controls;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Inbox.Editing;

/// <summary>Other arguments in two steps: the form, then what it would change; only that is approved.</summary>
internal static class EditPages
{
    private const string Edit = "/inbox/{id:guid}/edit";

    public static void MapCardEdit(this RouteGroupBuilder pages)
    {
        pages.MapGet(Edit, ShowAsync);
        pages.MapPost(Edit, ReviewAsync);
    }

    private static async Task<IResult> ShowAsync(Guid id, [AsParameters] InboxAddress address, Caller caller, IInbox inbox, CancellationToken cancellationToken)
    {
        var place = address.ToPlace();
        return (await inbox.OpenAsync(caller.Actor, id, place.Query, cancellationToken)).ToScreen(card =>
            MayEdit(card) is { } action
                ? Form(CardMaker.Of(card), place, SlotMaker.Of(action.ArgumentsSchema, action.Arguments), Texts(action.ArgumentsSchema, action.Arguments, action.Arguments))
                : Screens.SeeOther(place.Card(id)));
    }

    private static async Task<IResult> ReviewAsync(
        Guid id, [AsParameters] InboxAddress address, HttpRequest request, Caller caller, IInbox inbox, CancellationToken cancellationToken)
    {
        var (place, form) = (address.ToPlace(), await request.ReadFormAsync(cancellationToken));
        if (!(await inbox.OpenAsync(caller.Actor, id, place.Query, cancellationToken)).Succeeded(out var opened, out var problem))
        {
            return Screens.Problem(problem);
        }

        if (MayEdit(opened) is not { } action)
        {
            return Screens.SeeOther(place.Card(id));
        }

        var card = CardMaker.Of(opened);
        var slots = SlotMaker.Of(action.ArgumentsSchema, action.Arguments);
        if (form["arguments"] is [{ } back] && JsonText.Read(back) is { } kept)
        {
            return Form(card, place, slots, Texts(action.ArgumentsSchema, action.Arguments, kept));
        }

        var typed = form.Where(pair => pair.Key.StartsWith('f')).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        var reader = new SlotReader(typed);
        var arguments = reader.Read(slots);
        return reader.Faults.Count > 0 ? Form(card, place, slots, typed, reader.Faults, Unread())
            : (await inbox.ReviewEditAsync(caller.Actor, id, arguments, cancellationToken)).Succeeded(out var review, out problem)
                ? Reviewed(card, place, slots, typed, review, arguments)
                : Form(card, place, slots, typed, FieldFaults.Of(slots, problem), problem);
    }

    private static IResult Reviewed(
        CardView card, InboxPlace place, IReadOnlyList<Slot> slots, IReadOnlyDictionary<string, string> typed, EditReview review, JsonElement arguments) =>
        review.Changes.Count == 0
            ? Form(card, place, slots, typed, null, new(ProblemKind.Invalid, "web.nothing-changed", "Nothing is changed. Change a field, or go back to the card and approve it as it is."))
            : Screens.Show<ReviewPage, ReviewView>(new(card, place, review, arguments.GetRawText()));

    private static ProposedAction? MayEdit(InboxCard card) =>
        card.MayNot is null && card.Approval.Request is { Kind: ApprovalKind.Action, Action: { } action } ? action : null;

    private static IResult Form(
        CardView card, InboxPlace place, IReadOnlyList<Slot> slots, IReadOnlyDictionary<string, string> typed, IReadOnlyDictionary<string, string>? faults = null, Problem? problem = null) =>
        Screens.Show<EditPage, EditView>(new(card, place, slots, typed, faults ?? new Dictionary<string, string>(), problem), problem);

    private static Problem Unread() => new(ProblemKind.Invalid, "web.unreadable-fields", "Some fields cannot be read. Nothing is lost: mend them below and review again.");

    private static Dictionary<string, string> Texts(JsonElement schema, JsonElement proposed, JsonElement shown)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        Fill(SlotMaker.Of(schema, proposed), shown, texts);
        return texts;
    }

    private static void Fill(IReadOnlyList<Slot> slots, JsonElement? shown, Dictionary<string, string> texts)
    {
        foreach (var slot in slots)
        {
            var value = shown is { ValueKind: JsonValueKind.Object } some && some.TryGetProperty(slot.Label, out var member) ? member : default(JsonElement?);
            texts[slot.Name] = slot.Write(value);
            Fill(slot.Fields, value, texts);
        }
    }
}
