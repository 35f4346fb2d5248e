"""The desk's addresses. Each room of it adds its own: calls, requests, dispatch, board, slips."""

from django.urls import URLPattern, path

from .views import batches, sameness

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("imports/", batches.batch_list, name="batches"),
    path("imports/<uuid:pk>/", batches.batch, name="batch"),
    path("imports/<uuid:pk>/confirm/", batches.confirm_batch, name="confirm_batch"),
    path("imports/<uuid:pk>/discard/", batches.discard_batch, name="discard_batch"),
    path("imports/<uuid:pk>/undo/", batches.undo_batch, name="undo_batch"),
    path("same/", sameness.likenesses, name="likenesses"),
    path("same/<int:pk>/", sameness.decide, name="decide_likeness"),
    path("unknown-places/", sameness.parked, name="parked"),
]
