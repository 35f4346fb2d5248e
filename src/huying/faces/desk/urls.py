"""The desk's addresses. Each room of it adds its own: calls, requests, dispatch, board, slips."""

from django.urls import URLPattern, path

from .views import batches, call_parts, calls, incidents, people, queue, requests, sameness, slips

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", queue.queue, name="queue"),
    path("find", queue.find, name="find"),
    path("calls/new", calls.new_call, name="new_call"),
    path("calls/caller", call_parts.caller, name="call_caller"),
    path("calls/places", call_parts.places, name="call_places"),
    path("calls/reading", call_parts.reading, name="call_reading"),
    path("calls/paste", call_parts.paste, name="call_paste"),
    path("requests/<uuid:pk>", requests.request_page, name="request"),
    path("requests/<uuid:pk>/receipt", calls.receipt, name="receipt"),
    path("requests/<uuid:pk>/receipt.svg", calls.receipt_qr, name="receipt_qr"),
    path("requests/<uuid:pk>/triage", requests.request_triage, name="request_triage"),
    path("requests/<uuid:pk>/step", requests.request_step, name="request_step"),
    path("requests/<uuid:pk>/do/<slug:verb>", requests.request_do, name="request_do"),
    path("incidents", incidents.incidents, name="incidents"),
    path("incidents/<uuid:pk>", incidents.incident, name="incident"),
    path("incidents/<uuid:pk>/join", incidents.incident_join, name="incident_join"),
    path("incidents/<uuid:pk>/leave", incidents.incident_leave, name="incident_leave"),
    path("people/<int:pk>", people.person, name="person"),
    path("imports/", batches.batch_list, name="batches"),
    path("imports/<uuid:pk>/", batches.batch, name="batch"),
    path("imports/<uuid:pk>/confirm/", batches.confirm_batch, name="confirm_batch"),
    path("imports/<uuid:pk>/discard/", batches.discard_batch, name="discard_batch"),
    path("imports/<uuid:pk>/undo/", batches.undo_batch, name="undo_batch"),
    path("same/", sameness.likenesses, name="likenesses"),
    path("same/<int:pk>/", sameness.decide, name="decide_likeness"),
    path("slips/", slips.slips, name="slips"),
    path("slips/of/<int:pk>/", slips.print_slips, name="print_slips"),
    path("slips/<str:number>/", slips.key_slip, name="key_slip"),
    path("slips/<str:number>/print/", slips.print_slip, name="print_slip"),
    path("unknown-places/", sameness.parked, name="parked"),
]
